using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Voicemail;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupVoicemail")]
[OutputType(typeof(IosVoicemail))]
public sealed class GetIosBackupVoicemailCommand : RecordCmdlet<IosVoicemail, RecordQuery>
{
    private protected override RecordReader<IosVoicemail, RecordQuery> Reader { get; } = new VoicemailReader();

    private protected override RecordQuery CreateQuery() => new();
}
