using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.VirtualDevices;

/// <summary>A virtual phone that is plugged in, with all that ends when it is stopped.</summary>
internal sealed class RunningDevice : IDisposable
{
    private readonly VirtualMux _mux;
    private readonly MuxAttachment _attachment;
    private readonly IReadOnlyList<IosVirtualDeviceFault> _faults;
    private readonly IReadOnlyList<IDisposable> _held;
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    public RunningDevice(
        VirtualMux mux,
        VirtualPhone phone,
        IReadOnlyList<IosVirtualDeviceFault> faults,
        IReadOnlyList<IDisposable> held)
    {
        _mux = mux;
        _faults = faults;
        _held = held;
        Phone = phone;
        _attachment = mux.Attach(phone);
    }

    public VirtualPhone Phone { get; }

    /// <summary>What users see of it, as it is now.</summary>
    public IosVirtualDevice Description => new()
    {
        Udid = Phone.Udid,
        Name = Phone.Name,
        ProductType = Phone.Options.ProductType,
        ProductVersion = Phone.Options.ProductVersion,
        Endpoint = _mux.Endpoint,
        FileCount = Phone.Content.Count,
        IsEncrypted = Phone.BackupPassword is not null,
        Fault = _faults,
        Started = _started,
    };

    public void Dispose()
    {
        _mux.Detach(_attachment);
        foreach (IDisposable held in _held)
        {
            held.Dispose();
        }

        Phone.Dispose();
    }
}
