import type { ComponentChildren } from "preact";
import { t } from "../app/texts";
import type { DateFields } from "../rules/date";

interface Described {
  readonly id: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

const describedBy = ({ id, hint, error }: Described): string | undefined =>
  [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

const group = (error: string | undefined): string => `govuk-form-group${error ? " govuk-form-group--error" : ""}`;

function HintAndError({ id, hint, error }: Described) {
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} class="govuk-hint">
          {hint}
        </div>
      ) : null}
      {error ? (
        <p id={`${id}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{t("error-prefix")}</span> {error}
        </p>
      ) : null}
    </>
  );
}

interface TextFieldProps extends Described {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
  readonly type?: "text" | "tel" | "email";
  readonly inputMode?: "text" | "numeric" | "tel" | "email";
  readonly autocomplete?: string;
  readonly width?: 10 | 20;
  readonly maxLength: number;
  readonly capitals?: boolean;
  /** Shown below the input and announced politely: "12345678Z is complete". */
  readonly note?: ComponentChildren;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { id, label, error, width, note } = props;
  return (
    <div class={group(error)}>
      <label class="govuk-label govuk-label--s" for={id}>
        {label}
      </label>
      <HintAndError {...props} />
      <input
        id={id}
        class={`govuk-input${width ? ` govuk-input--width-${width}` : ""}${error ? " govuk-input--error" : ""}`}
        // Preact's types ask for another role with each type; here all of them are plain text boxes.
        type={(props.type ?? "text") as "text"}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete ?? "off"}
        autocapitalize={props.capitals ? "characters" : "none"}
        spellcheck={false}
        maxLength={props.maxLength}
        value={props.value}
        aria-describedby={describedBy(props)}
        aria-invalid={error ? "true" : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onBlur={props.onBlur}
      />
      <div class="vt-field-note" aria-live="polite">
        {note}
      </div>
    </div>
  );
}

interface DateFieldProps extends Described {
  readonly legend: string;
  readonly value: DateFields;
  readonly onInput: (value: DateFields) => void;
}

/** A memorable date as three fields: quicker and surer than any calendar. */
export function DateField(props: DateFieldProps) {
  const { id, legend, value, onInput, error } = props;
  return (
    <div class={group(error)}>
      <fieldset class="govuk-fieldset" role="group" aria-describedby={describedBy(props)}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        <HintAndError {...props} />
        <div class="govuk-date-input">
          {(["day", "month", "year"] as const).map((part, index) => (
            <div class="govuk-date-input__item" key={part}>
              <label class="govuk-label govuk-date-input__label" for={index === 0 ? id : `${id}-${part}`}>
                {t(`date-${part}`)}
              </label>
              <input
                id={index === 0 ? id : `${id}-${part}`}
                class={`govuk-input govuk-date-input__input govuk-input--width-${part === "year" ? 4 : 2}${error ? " govuk-input--error" : ""}`}
                type="text"
                inputMode="numeric"
                autocomplete="off"
                maxLength={part === "year" ? 4 : 2}
                value={value[part]}
                aria-invalid={error ? "true" : undefined}
                onInput={(event) => onInput({ ...value, [part]: event.currentTarget.value })}
              />
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

interface CheckboxProps extends Described {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** One statement to agree to. */
export function Checkbox(props: CheckboxProps) {
  const { id, label, error, checked, onChange } = props;
  return (
    <div class={group(error)}>
      {error ? <HintAndError id={id} error={error} /> : null}
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            id={id}
            class="govuk-checkboxes__input"
            type="checkbox"
            checked={checked}
            aria-describedby={describedBy(props)}
            aria-invalid={error ? "true" : undefined}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {label}
          </label>
          {props.hint ? (
            <div id={`${id}-hint`} class="govuk-hint govuk-checkboxes__hint">
              {props.hint}
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}

interface RadiosProps<T extends string> extends Described {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function Radios<T extends string>(props: RadiosProps<T>) {
  const { id, legend, options, value, onChange, error } = props;
  return (
    <div class={group(error)}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(props)}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        <HintAndError {...props} />
        <div class="govuk-radios">
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${option.value}`;
            return (
              <div class="govuk-radios__item" key={option.value}>
                <input
                  id={optionId}
                  class="govuk-radios__input"
                  type="radio"
                  name={id}
                  checked={value === option.value}
                  aria-describedby={option.hint ? `${optionId}-item-hint` : undefined}
                  onChange={() => onChange(option.value)}
                />
                <label class="govuk-label govuk-radios__label" for={optionId}>
                  {option.label}
                </label>
                {option.hint ? (
                  <div id={`${optionId}-item-hint`} class="govuk-hint govuk-radios__hint">
                    {option.hint}
                  </div>
                ) : null}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}

interface SelectProps {
  readonly id: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of a list the machine made, such as its cameras. */
export function Select({ id, label, value, options, onChange }: SelectProps) {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <select id={id} class="govuk-select" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
