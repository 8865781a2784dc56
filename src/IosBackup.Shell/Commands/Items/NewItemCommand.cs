using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
public sealed class NewItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    [Parameter]
    [Alias("Type")]
    public string? ItemType { get; set; }

    [Parameter(ValueFromPipeline = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path ?? [SessionState.Path.CurrentLocation.Path])
        {
            if (ShouldProcess(Name is null ? path : SessionState.Path.Combine(path, Name)))
            {
                WriteObject(
                    InvokeProvider.Item.New([path], Name, ItemType, Value, Force), enumerateCollection: true);
            }
        }
    }
}
