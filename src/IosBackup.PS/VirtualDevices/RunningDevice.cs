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
    private readonly IReadOnlyList<IDisposable> _held;

    public RunningDevice(
        VirtualMux mux,
        VirtualPhone phone,
        IReadOnlyList<IosVirtualDeviceFault> faults,
        IReadOnlyList<IDisposable> held)
    {
        _mux = mux;
        _held = held;
        Phone = phone;
        _attachment = mux.Attach(phone);
        Description = new IosVirtualDevice
        {
            Udid = phone.Udid,
            Name = phone.Name,
            ProductType = phone.Options.ProductType,
            ProductVersion = phone.Options.ProductVersion,
            Endpoint = mux.Endpoint,
            FileCount = phone.Content.Count,
            IsEncrypted = phone.BackupPassword is not null,
            Fault = faults,
            Started = DateTimeOffset.UtcNow,
        };
    }

    public VirtualPhone Phone { get; }

    /// <summary>What users see of it.</summary>
    public IosVirtualDevice Description { get; }

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
