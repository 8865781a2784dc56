using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevices;

namespace IosBackup.Commands;

[Cmdlet(VerbsLifecycle.Start, "IosVirtualDevice", DefaultParameterSetName = LifeSet)]
[OutputType(typeof(IosVirtualDevice))]
public sealed class StartIosVirtualDeviceCommand : EngineCmdlet
{
    private const string LifeSet = "Life";
    private const string FolderSet = "Folder";
    private const string GeneratedSet = "Generated";
    private const long DefaultFileSize = 16 * 1024;

    private string _folder = "";

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "Virtual iPhone";

    [Parameter]
    [ValidateRange(1, 500)]
    public int Count { get; set; } = 1;

    [Parameter]
    [ProductTypeTransformation]
    [ValidatePattern(@"^i(Phone|Pad|Pod)\d+,\d+$")]
    public string ProductType { get; set; } = "iPhone16,1";

    [Parameter]
    [ValidatePattern(@"^\d+(\.\d+){1,2}$")]
    public string ProductVersion { get; set; } = "26.1";

    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    [ValidateNotNullOrEmpty]
    public string? ContentPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = GeneratedSet)]
    [ValidateRange(1, 10_000_000)]
    public int FileCount { get; set; }

    [Parameter(ParameterSetName = GeneratedSet)]
    [ValidateRange(0L, long.MaxValue)]
    public long? TotalSize { get; set; }

    [Parameter]
    public int Seed { get; set; } = 1;

    [Parameter]
    [PasswordTransformation]
    public SecureString? BackupPassword { get; set; }

    [Parameter]
    [ValidatePattern(@"^\d{4,12}$")]
    public string? Passcode { get; set; }

    [Parameter]
    public IosVirtualDeviceFault[] Fault { get; set; } = [];

    private protected override void PrepareRecord()
    {
        if (ContentPath is not null)
        {
            _folder = new FileSystemPaths(SessionState).ResolveLiteral(ContentPath);
        }
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        for (int number = 1; number <= Count; number++)
        {
            stop.ThrowIfCancellationRequested();
            Emit(Start(number, stop));
        }

        return Task.CompletedTask;
    }

    private IosVirtualDevice Start(int number, CancellationToken stop)
    {
        VirtualPhone phone = new(new VirtualPhoneOptions
        {
            ProductType = ProductType,
            ProductVersion = ProductVersion,
        });
        try
        {
            phone.Name = Count == 1 ? Name : $"{Name} {number}";
            phone.Passcode = Passcode;
            phone.BackupPassword = BackupPassword is null
                ? null
                : new NetworkCredential(string.Empty, BackupPassword).Password;
            Fill(phone, Seed + number - 1, stop);
            List<IDisposable> held = [];
            foreach (IosVirtualDeviceFault fault in Fault)
            {
                if (FaultSettings.Apply(phone, fault) is { } lasting)
                {
                    held.Add(lasting);
                }
            }

            return VirtualDeviceHost.Start(phone, Fault, held);
        }
        catch
        {
            phone.Dispose();
            throw;
        }
    }

    private void Fill(VirtualPhone phone, int seed, CancellationToken stop)
    {
        switch (ParameterSetName)
        {
            case FolderSet:
                PhoneFilling.FromFolder(phone, _folder, stop);
                break;
            case GeneratedSet:
                PhoneFilling.WithGeneratedFiles(phone, FileCount, TotalSize ?? FileCount * DefaultFileSize, seed);
                break;
            default:
                PhoneFilling.WithLife(phone, seed);
                break;
        }
    }
}
