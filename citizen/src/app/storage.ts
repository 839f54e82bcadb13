/** Small choices kept on the device (language, camera). Never personal data. Works, forgetfully, where storage is off. */
const PREFIX = "ventanilla.";

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Private windows may refuse; the choice then lives as long as the page.
  }
}
