import { asRefusal, type Refusal } from "@ventanilla/client";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { signIn, signInEnded } from "../state/desk";
import { durationParts } from "../state/durations";
import { errorText, t } from "../texts";
import { Button } from "../ui/button";

type Problem = { readonly field: "user" | "password" | null; readonly text: string };

function problemOf(refusal: Refusal): Problem {
  const { code, attemptsLeft, retryAfter } = refusal;
  if (code === "locked_out") {
    if (retryAfter === undefined) return { field: null, text: t("sign-in-locked") };
    const { key, args } = durationParts(retryAfter);
    return { field: null, text: t("sign-in-locked-for", { time: t(key, args) }) };
  }
  if (code === "invalid_credentials") {
    const text = attemptsLeft === undefined ? t("sign-in-invalid") : t("sign-in-invalid-left", { left: attemptsLeft });
    return { field: "password", text };
  }
  return { field: null, text: code === "network" ? t("sign-in-unreachable") : errorText(refusal) };
}

export function SignInScreen() {
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const user = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  useEffect(() => user.current?.focus(), []);

  const fail = (found: Problem) => {
    setProblem(found);
    (found.field === "password" ? secret : user).current?.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!userName.trim()) return fail({ field: "user", text: t("sign-in-empty-user") });
    if (!password) return fail({ field: "password", text: t("sign-in-empty-password") });
    setBusy(true);
    setProblem(null);
    try {
      await signIn(userName.trim(), password);
    } catch (thrown) {
      setPassword("");
      fail(problemOf(asRefusal(thrown)));
    } finally {
      setBusy(false);
    }
  };

  const invalid = (field: Problem["field"]) => (problem?.field === field ? "true" : undefined);
  return (
    <main data-screen="signin" class="screen screen--narrow">
      <h1>{t("sign-in-title")}</h1>
      {signInEnded.value && !problem && (
        <p class="notice notice--warn" role="status">
          <span>{t("sign-in-ended")}</span>
        </p>
      )}
      <div role="alert">
        {problem && (
          <div class="notice notice--bad" id={`${id}-problem`}>
            <p>
              <strong>{t("sign-in-problem")}.</strong> {problem.text}
            </p>
          </div>
        )}
      </div>
      <form class="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
        <div class="field">
          <label for={`${id}-user`}>{t("sign-in-user")}</label>
          <input
            ref={user}
            id={`${id}-user`}
            class="input"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={userName}
            aria-invalid={invalid("user")}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onInput={(event) => setUserName(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-password`}>{t("sign-in-password")}</label>
          <input
            ref={secret}
            id={`${id}-password`}
            class="input"
            type="password"
            name="password"
            autocomplete="current-password"
            value={password}
            aria-invalid={invalid("password")}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </div>
        <div>
          <Button submit look="primary" size="large">
            {busy ? t("sign-in-busy") : t("sign-in-submit")}
          </Button>
        </div>
      </form>
    </main>
  );
}
