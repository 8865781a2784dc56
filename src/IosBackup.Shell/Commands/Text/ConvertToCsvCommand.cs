using System.Management.Automation;

namespace IosBackup.Shell.Commands.Text;

[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : PSCmdlet
{
    private CsvText _csv = null!;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Position = 0)]
    public char Delimiter { get; set; } = ',';

    /// <summary>There is never type information; older scripts say so.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void BeginProcessing() => _csv = new CsvText(Delimiter);

    protected override void ProcessRecord() => WriteObject(_csv.Lines(InputObject), enumerateCollection: true);
}
