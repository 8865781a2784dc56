using System.Threading.Tasks;
using IosBackup.Engine.Restoration.Drill;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Restore;

namespace IosBackup.VirtualDevice.Drill;

/// <summary>
/// A virtual phone at a usbmux service of its own, which looks at what it is restored from and keeps nothing.
/// </summary>
internal sealed class DrillPhone : IDrillDevice
{
    /// <summary>Bytes of storage: more than any backup has.</summary>
    private const long Unlimited = 1L << 50;

    private readonly VirtualPhone _phone;
    private readonly VirtualMux _mux;
    private readonly InspectingTarget _target = new();

    public DrillPhone(DrillDeviceFacts facts)
    {
        VirtualPhoneOptions options = new()
        {
            Udid = facts.Udid,
            Apps = [],
            DiskCapacity = Unlimited,
            FreeSpace = Unlimited,
        };
        _phone = new VirtualPhone(options with
        {
            ProductType = facts.ProductType ?? options.ProductType,
            ProductVersion = facts.ProductVersion ?? options.ProductVersion,
            BuildVersion = facts.BuildVersion ?? options.BuildVersion,
        });
        _phone.Restores.MakeTarget = () => _target;
        _mux = VirtualMux.StartNew();
        _mux.Attach(_phone);
        Endpoint = UsbmuxEndpoint.Parse(_mux.Endpoint);
    }

    public UsbmuxEndpoint Endpoint { get; }

    public string Udid => _phone.Udid;

    public DrillReport Report
    {
        get
        {
            RestoreRecord? record = _phone.LastRestore;
            return _target.Report with
            {
                Skipped = record?.Skipped ?? _target.Report.Skipped,
                IsComplete = record is not null,
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _mux.DisposeAsync();
        _phone.Dispose();
        _target.Dispose();
    }
}
