using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Safari;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupBookmark")]
[OutputType(typeof(IosBookmark))]
public sealed class GetIosBackupBookmarkCommand : RecordCmdlet<IosBookmark, RecordQuery>
{
    private protected override RecordReader<IosBookmark, RecordQuery> Reader { get; } = new BookmarkReader();

    private protected override RecordQuery CreateQuery() => new();
}
