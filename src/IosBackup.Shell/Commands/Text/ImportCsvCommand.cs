using System.IO;
using System.Management.Automation;
using System.Text;
using IosBackup.Shell.Commands.Items;

namespace IosBackup.Shell.Commands.Text;

[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = PathSet)]
public sealed class ImportCsvCommand : ItemCommand
{
    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    protected override void ProcessRecord()
    {
        foreach (string path in FilePaths())
        {
            using StreamReader reader = new(path, Encoding);
            WriteObject(CsvObjects.Read(reader.ReadLine, Delimiter, Header), enumerateCollection: true);
        }
    }
}
