import Button from '@cloudscape-design/components/button';
import type { ApiRequest, DownloadId } from '../api/request.ts';
import { useDownload } from '../api/use-download.ts';
import { useNotices } from '../frame/notices.tsx';

interface Props<Id extends DownloadId> {
  /** The filter of the file: the same as the page's. */
  readonly call: ApiRequest<Id>;
  readonly fileName: string;
}

/** Downloads everything that a page lists as CSV, in as many parts as the API needs. */
export function ExportButton<Id extends DownloadId>({ call, fileName }: Props<Id>) {
  const { notify, notifyFailure } = useNotices();
  const download = useDownload<Id>();
  return (
    <Button
      iconName="download"
      loading={download.isPending}
      loadingText={`Downloading ${fileName}`}
      onClick={() =>
        download.mutate(
          { call, fileName },
          {
            onSuccess: () => notify({ type: 'success', header: `${fileName} is downloaded` }),
            onError: (failure) => notifyFailure(`Couldn't download ${fileName}`, failure),
          },
        )
      }
    >
      Export CSV
    </Button>
  );
}
