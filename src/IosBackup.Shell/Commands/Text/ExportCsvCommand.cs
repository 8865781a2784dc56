using System;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Shell.Commands.Text;

[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private CsvText _csv = null!;
    private StreamWriter? _writer;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Position = 0)]
    public string? Path { get; set; }

    [Parameter]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing()
    {
        string given = LiteralPath ?? Path ?? throw new PSArgumentException("Give -Path or -LiteralPath.");
        string path = GetUnresolvedProviderPathFromPSPath(given);
        _csv = new CsvText(Delimiter);
        if (!ShouldProcess(path))
        {
            return;
        }

        if (NoClobber && File.Exists(path))
        {
            throw new IOException($"The file '{path}' exists already.");
        }

        if (Append && File.Exists(path) && new FileInfo(path).Length > 0)
        {
            using StreamReader reader = new(path, Encoding);
            _csv.UseColumns(_csv.Read(reader.ReadLine)!);
        }

        _writer = new StreamWriter(path, Append, Encoding);
    }

    protected override void ProcessRecord()
    {
        foreach (string line in _csv.Lines(InputObject))
        {
            _writer?.WriteLine(line);
        }
    }

    protected override void EndProcessing() => Dispose();
}
