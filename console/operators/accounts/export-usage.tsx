import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useDownload } from '../../api/use-download.ts';
import { useNotices } from '../../frame/notices.tsx';
import { monthName, monthsUntil } from '../month.ts';

/** How many months are offered, with the current one. */
const MONTHS = 13;

/** Downloads the usage of all accounts in a month, for bills. */
export function ExportUsage() {
  const { notify, notifyFailure } = useNotices();
  const download = useDownload<'exportUsageOfAll'>();
  return (
    <ButtonDropdown
      loading={download.isPending}
      loadingText="Downloading the usage"
      expandToViewport
      items={monthsUntil(new Date(), MONTHS).map((id, back) => ({
        id,
        text: monthName(id),
        ...(back === 0 && { secondaryText: 'Until now' }),
      }))}
      onItemClick={({ detail: { id: month } }) => {
        const fileName = `usage-${month}.csv`;
        download.mutate(
          { call: { operation: 'exportUsageOfAll', query: { month } }, fileName },
          {
            onSuccess: () =>
              notify({
                type: 'success',
                header: `${fileName} is downloaded`,
                content: 'A row for each account. Months are those of UTC.',
              }),
            onError: (failure) => notifyFailure(`Couldn't download ${fileName}`, failure),
          },
        );
      }}
    >
      Export usage
    </ButtonDropdown>
  );
}
