import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import type { ExtractorMessage } from '@microsoft/api-extractor';

/** What the report says beside what the last build declares. */
export interface ApiReport {
  readonly isUpToDate: boolean;
  /** What else is wrong with the declarations. */
  readonly problems: readonly string[];
}

/** Compares `docs/api/secure-chat.api.md` with the declarations of the last build; with `write`, writes it anew. */
export function readApiReport({ write }: { readonly write: boolean }): ApiReport {
  const problems: string[] = [];
  const { apiReportChanged } = Extractor.invoke(ExtractorConfig.loadFileAndPrepare('api-extractor.json'), {
    localBuild: write,
    messageCallback: message => {
      if (isProblem(message)) problems.push(message.text);
      // Whoever asked says it: the extractor prints nothing.
      message.handled = true;
    },
  });
  return { isUpToDate: write || !apiReportChanged, problems };
}

/** That the report is out of date is a warning of the extractor's own: it is answered apart. */
function isProblem(message: ExtractorMessage): boolean {
  const level: string = message.logLevel;
  const category: string = message.category;
  return level === 'error' || (level === 'warning' && category !== 'console');
}
