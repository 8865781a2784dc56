using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Shell.Commands.Items;

/// <summary>The base of the commands that write lines into a file.</summary>
public abstract class ContentCommand : PSCmdlet, IDisposable
{
    private TextWriter? _writer;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    private protected abstract bool Append { get; }

    public void Dispose()
    {
        _writer?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void BeginProcessing()
    {
        string path = GetUnresolvedProviderPathFromPSPath(LiteralPath ?? Path);
        if (ShouldProcess(path))
        {
            _writer = new StreamWriter(path, Append, Encoding);
        }
    }

    protected override void ProcessRecord()
    {
        foreach (object? value in Value ?? [])
        {
            object? text = LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);
            _writer?.Write(text);
            _writer?.Write(NoNewline ? "" : Environment.NewLine);
        }
    }

    protected override void EndProcessing() => _writer?.Dispose();
}
