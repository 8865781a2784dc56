using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = PathSet)]
public sealed class GetContentCommand : ItemCommand
{
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = long.MaxValue;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    protected override void ProcessRecord()
    {
        foreach (string path in FilePaths())
        {
            if (Raw)
            {
                WriteObject(AsByteStream ? File.ReadAllBytes(path) : File.ReadAllText(path, Encoding));
            }
            else if (AsByteStream)
            {
                Write(File.ReadAllBytes(path));
            }
            else
            {
                Write(File.ReadLines(path, Encoding));
            }
        }
    }

    private void Write<T>(IEnumerable<T> items)
    {
        long left = TotalCount;
        foreach (T item in Tail >= 0 ? items.TakeLast(Tail) : items)
        {
            if (left-- <= 0)
            {
                return;
            }

            WriteObject(item);
        }
    }
}
