using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.Remove, "Item", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
public sealed class RemoveItemCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    public override string[]? Path { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            if (!ShouldProcess(path))
            {
                continue;
            }

            try
            {
                InvokeProvider.Item.Remove([path], Recurse, Force, IsLiteral);
            }
            catch (ItemNotFoundException)
            {
                WriteNotFound(path);
            }
        }
    }
}
