using System.IO;
using System.Management.Automation;
using System.Text;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace IosBackup.Shell.Commands.Formatting;

[Cmdlet(VerbsData.Out, "File", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private TextWriter _writer = TextWriter.Null;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    public string LiteralPath { get; set; } = "";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    protected override void BeginProcessing()
    {
        string path = GetUnresolvedProviderPathFromPSPath(FilePath.Length > 0 ? FilePath : LiteralPath);
        if (ShouldProcess(path))
        {
            if (NoClobber && File.Exists(path))
            {
                throw new IOException($"The file '{path}' exists already.");
            }

            _writer = new StreamWriter(path, Append, Encoding);
        }

        EngineInternals.FormatInto(this, _writer, Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        _writer.Dispose();
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        _writer.Dispose();
    }
}
