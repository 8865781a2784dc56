using System.Collections.Generic;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Text;

[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly Queue<string> _lines = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSObject text in InputObject)
        {
            foreach (string line in text.ToString().Split('\n'))
            {
                _lines.Enqueue(line.TrimEnd('\r'));
            }
        }
    }

    protected override void EndProcessing() => WriteObject(
        CsvObjects.Read(() => _lines.TryDequeue(out string? line) ? line : null, Delimiter, Header),
        enumerateCollection: true);
}
