using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>
/// Virtual phones that trust this computer, a repository for their backups, and a session to work on them. Scripts know
/// <c>$endpoint</c>, <c>$repository</c> and <c>$secret</c>, the password "secret"; what else they are given is in
/// <c>$rest</c>.
/// </summary>
internal sealed class PhoneDesk : IAsyncDisposable
{
    private const string Begin = "$endpoint, $repository, $rest = $args; "
        + "$secret = ConvertTo-SecureString secret -AsPlainText -Force; ";

    private readonly VirtualMux _mux = VirtualMux.StartNew();
    private readonly List<VirtualPhone> _phones = [];
    private readonly TestFolder _repository = new();

    public ShellSession Shell { get; } = ShellSession.WithModuleAndStandIns();

    public string Repository => _repository.Path;

    public string Endpoint => _mux.Endpoint;

    /// <summary>Plugs a phone in that trusts this computer and has two files.</summary>
    public async Task<VirtualPhone> AddAsync(string name, VirtualPhoneOptions? options = null)
    {
        VirtualPhone phone = new(options) { Name = name };
        _phones.Add(phone);
        phone.Content.Put("CameraRollDomain", "Media/first.bin", "the first file");
        phone.Content.Put("HomeDomain", "Library/notes.txt", "a phone's notes");
        _mux.Attach(phone);
        await new DevicePairing(UsbmuxEndpoint.Parse(Endpoint)).PairAsync(
            phone.Udid, cancellation: TestContext.Current.CancellationToken);
        return phone;
    }

    /// <summary>Pulls a phone's cable.</summary>
    public void Unplug(VirtualPhone phone) => _mux.Detach(phone);

    public void Plug(VirtualPhone phone, LinkKind link = LinkKind.Usb) => _mux.Attach(phone, link);

    /// <summary>Runs a script to its end.</summary>
    public ShellResult Run(string script, params object[] rest) => Shell.Run(Begin + script, Arguments(rest));

    /// <summary>A pipeline that the test starts and stops itself.</summary>
    public PowerShell Create(string script, params object[] rest) => Shell.Create(Begin + script, Arguments(rest));

    /// <summary>Checks that every phone was let go of properly.</summary>
    public void RequireReleased()
    {
        foreach (VirtualPhone phone in _phones)
        {
            Assert.Empty(phone.Observations.Of(ObservationKind.PhoneCrashed));
            Assert.Empty(phone.Observations.Violations);
            Assert.NotEmpty(phone.Observations.Of(ObservationKind.LockTaken));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Shell.Dispose();
        await _mux.DisposeAsync();
        foreach (VirtualPhone phone in _phones)
        {
            await phone.DisposeAsync();
        }

        _repository.Dispose();
    }

    private object[] Arguments(object[] rest) => [Endpoint, Repository, .. rest];
}
