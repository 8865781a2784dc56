using System;
using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Verification;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupItemContent", DefaultParameterSetName = TextSet)]
[OutputType(typeof(string), ParameterSetName = [TextSet])]
[OutputType(typeof(OrderedDictionary), ParameterSetName = [TextSet])]
[OutputType(typeof(byte), ParameterSetName = [BytesSet])]
[OutputType(typeof(byte[]), ParameterSetName = [BytesSet])]
public sealed class GetIosBackupItemContentCommand : EngineCmdlet
{
    private const string TextSet = "Text";
    private const string BytesSet = "Bytes";
    private const int BlockLength = 64 * 1024;
    private const int LargestWhole = 512 * 1024 * 1024;

    private readonly ContentProofs _proofs = new();
    private BackupOpener? _opener;
    private OpenBackups? _backups;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ItemTransformation]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackupItem[] Item { get; set; } = [];

    [Parameter(ParameterSetName = TextSet)]
    public IosBackupContentForm As { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding Encoding { get; set; } = Encoding.UTF8;

    [Parameter(Mandatory = true, ParameterSetName = BytesSet)]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    protected override void BeginProcessing()
    {
        _opener = new BackupOpener(Password);
        _backups = new OpenBackups(_opener);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _proofs.Dispose();
            _backups?.Dispose();
            _opener?.Dispose();
        }
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        foreach (IosBackupItem item in Item)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                (EngineBackup backup, BackupFile file) = _backups!.Find(item);
                using Stream content = _proofs.OpenRead(backup, file);
                Write(content, item, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Fail(About(error, item), item);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Errors of content name the item; the stored file's name tells nobody anything.</summary>
    private static Exception About(Exception error, IosBackupItem item) =>
        error is EngineException known
            && known.Kind is not (ErrorKind.BackupPasswordRequired or ErrorKind.BackupPasswordIncorrect)
            ? new EngineException(known.Kind, known.Message, known) { Target = item.ToString() }
            : error;

    private static byte[] ReadWhole(Stream content, IosBackupItem item)
    {
        if (content.Length > LargestWhole)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument,
                $"It has {content.Length} bytes, too many for the memory; take it out with Restore-IosBackup.")
            {
                Target = item.ToString(),
            };
        }

        using MemoryStream whole = new((int)content.Length);
        content.CopyTo(whole);
        return whole.ToArray();
    }

    private void Write(Stream content, IosBackupItem item, CancellationToken stop)
    {
        if (AsByteStream)
        {
            WriteBytes(content, item, stop);
        }
        else if (As == IosBackupContentForm.PropertyList)
        {
            object? value = PlistValues.Of(PropertyList.Parse(ReadWhole(content, item)));
            Post(() => WriteObject(value));
        }
        else if (Raw)
        {
            using StreamReader reader = new(new MemoryStream(ReadWhole(content, item)), Encoding);
            Emit(reader.ReadToEnd());
        }
        else
        {
            OutputBuffer<string> output = new(Post, WriteObject);
            using StreamReader reader = new(content, Encoding);
            foreach (string line in TextLines.Read(reader, stop))
            {
                output.Add(line, stop);
            }
        }
    }

    private void WriteBytes(Stream content, IosBackupItem item, CancellationToken stop)
    {
        if (Raw)
        {
            Emit(ReadWhole(content, item));
            return;
        }

        int count;
        do
        {
            stop.ThrowIfCancellationRequested();
            byte[] block = new byte[BlockLength];
            count = content.Read(block, 0, block.Length);
            if (count > 0)
            {
                byte[] full = count == block.Length ? block : block.AsSpan(0, count).ToArray();
                Post(() => WriteObject(full, enumerateCollection: true));
            }
        }
        while (count > 0);
    }
}
