/** The tokens that VS Code gives a webview, as its built-in themes define them (only those that the panel uses). */
type Theme = Readonly<Record<string, string>>;

const fonts: Theme = {
  'font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': '"Droid Sans Mono", monospace',
};

const dark: Theme = {
  ...fonts,
  'editor-background': '#1f1f1f',
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  'panel-border': '#2b2b2b',
  'editorGroup-border': '#ffffff17',
  'textCodeBlock-background': '#2b2b2b',
  'charts-green': '#89d185',
  'charts-blue': '#3794ff',
  'list-errorForeground': '#f88070',
  'list-hoverBackground': '#2a2d2e',
  'list-inactiveSelectionBackground': '#37373d',
  focusBorder: '#0078d4',
  'textLink-foreground': '#4daafc',
  'textLink-activeForeground': '#4daafc',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#026ec1',
  'button-border': '#ffffff12',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryHoverBackground': '#3c3c3c',
  'progressBar-background': '#0078d4',
  'icon-foreground': '#cccccc',
};

const light: Theme = {
  ...fonts,
  'editor-background': '#ffffff',
  foreground: '#3b3b3b',
  descriptionForeground: '#6b6b6b',
  'panel-border': '#e5e5e5',
  'editorGroup-border': '#e5e5e5',
  'textCodeBlock-background': '#f8f8f8',
  'charts-green': '#388a34',
  'charts-blue': '#1a85ff',
  'list-errorForeground': '#b01011',
  'list-hoverBackground': '#f2f2f2',
  'list-inactiveSelectionBackground': '#e4e6f1',
  focusBorder: '#005fb8',
  'textLink-foreground': '#005fb8',
  'textLink-activeForeground': '#005fb8',
  'button-background': '#005fb8',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#0258a8',
  'button-border': '#0000001a',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryHoverBackground': '#cccccc',
  'progressBar-background': '#005fb8',
  'icon-foreground': '#3b3b3b',
};

const highContrast: Theme = {
  ...fonts,
  'editor-background': '#000000',
  foreground: '#ffffff',
  descriptionForeground: '#ffffffb3',
  contrastBorder: '#6fc3df',
  contrastActiveBorder: '#f38518',
  'textCodeBlock-background': '#000000',
  'charts-green': '#89d185',
  'charts-blue': '#3794ff',
  'list-errorForeground': '#f48771',
  focusBorder: '#f38518',
  'textLink-foreground': '#21a6ff',
  'textLink-activeForeground': '#21a6ff',
  'button-background': '#000000',
  'button-foreground': '#ffffff',
  'button-border': '#6fc3df',
  'button-secondaryBackground': '#000000',
  'button-secondaryForeground': '#ffffff',
  'progressBar-background': '#6fc3df',
  'icon-foreground': '#ffffff',
};

export const themes = { dark, light, 'high-contrast': highContrast } as const;
export type ThemeName = keyof typeof themes;
