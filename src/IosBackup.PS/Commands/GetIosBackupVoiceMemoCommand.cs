using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.VoiceMemos;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupVoiceMemo")]
[OutputType(typeof(IosVoiceMemo))]
public sealed class GetIosBackupVoiceMemoCommand : RecordCmdlet<IosVoiceMemo, RecordQuery>
{
    private protected override RecordReader<IosVoiceMemo, RecordQuery> Reader { get; } = new VoiceMemoReader();

    private protected override RecordQuery CreateQuery() => new();
}
