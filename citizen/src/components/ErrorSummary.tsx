import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/texts";

/** One thing to put right; `field` is the id of the input. */
export interface Problem {
  readonly text: string;
  readonly field?: string | undefined;
}

interface ErrorSummaryProps {
  readonly problems: readonly Problem[];
  /** Changes with each failed attempt; only then the focus comes here, never while somebody types. */
  readonly attempt: unknown;
}

/** What went wrong, above the form, announced and focused after a failed attempt (as GOV.UK does it). */
export function ErrorSummary({ problems, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [attempt]);
  if (problems.length === 0) return null;
  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={box}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{t("problem-title")}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {problems.map((problem) => (
              <li key={problem.text}>{problem.field ? <FieldLink problem={problem} field={problem.field} /> : problem.text}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

function FieldLink({ problem, field }: { readonly problem: Problem; readonly field: string }) {
  return (
    <a
      href={`#${field}`}
      onClick={(event) => {
        // Focus instead of following the fragment: the history holds the steps.
        event.preventDefault();
        const input = document.getElementById(field);
        input?.focus();
        input?.scrollIntoView({ block: "center" });
      }}
    >
      {problem.text}
    </a>
  );
}
