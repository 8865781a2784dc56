using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = PathSet)]
public sealed class GetItemCommand : ItemCommand
{
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            try
            {
                WriteObject(InvokeProvider.Item.Get([path], Force, IsLiteral), enumerateCollection: true);
            }
            catch (ItemNotFoundException)
            {
                WriteNotFound(path);
            }
        }
    }
}
