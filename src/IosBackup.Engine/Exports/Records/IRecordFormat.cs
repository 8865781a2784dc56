using System.Collections.Generic;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>Writes records in one format, one after the other.</summary>
internal interface IRecordFormat
{
    /// <summary>Writes a record.</summary>
    /// <returns>Whether the format has a form for such records.</returns>
    bool Add(IosRecord record, CancellationToken stop);

    /// <summary>Completes the files.</summary>
    IEnumerable<ExportedFile> Finish();
}
