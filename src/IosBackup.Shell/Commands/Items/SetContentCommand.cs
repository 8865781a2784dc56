using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
public sealed class SetContentCommand : ContentCommand
{
    private protected override bool Append => false;
}
