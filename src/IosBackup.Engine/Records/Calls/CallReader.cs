using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.WhatsApp;

namespace IosBackup.Engine.Records.Calls;

/// <summary>
/// Reads calls: the phone's own history, that of iOS 7 and earlier, and that of WhatsApp, in one order.
/// </summary>
public sealed class CallReader : RecordReader<IosCall, CallQuery>
{
    private static readonly StoreReader<IosCall, CallQuery>[] s_readers =
        [new CallHistoryReader(), new OldCallReader(), new WhatsAppCallReader()];

    /// <inheritdoc/>
    public override IEnumerable<IosCall> Read(
        RecordSource source, CallQuery query, CancellationToken stop = default)
    {
        // Most backups have one or two of the stores. That the phone's own is absent is worth a word, unless there is
        // that of an old iOS in its place.
        bool isOld = s_readers[1].Exists(source, stop);
        IEnumerable<IosCall> calls = TimeMerge.Merge(
            s_readers
                .Where((reader, i) => (i == 0 && !isOld) || reader.Exists(source, stop))
                .Select(reader => reader.Read(source, query, stop)),
            static call => call.Date,
            query.NewestFirst);
        NamePatterns contacts = new(query.Contacts);
        return calls.Where(call =>
            (contacts.Fits(call.Name, call.Number) || call.Participants.Any(other => contacts.Fits(other)))
            && query.FitsText(call.Name, call.Number, call.Provider, call.Location));
    }
}
