using System;
using System.IO;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>A virtual phone, plugged in, and a computer that is scripted from scratch.</summary>
internal sealed class PhoneBench : IAsyncDisposable
{
    public const int LockdownPort = 62078;

    private PairingMaterial? _pairing;
    private byte[]? _escrowBag;

    public PhoneBench(VirtualPhoneOptions? options = null, LinkKind link = LinkKind.Usb)
    {
        Phone = new VirtualPhone(options);
        Mux = VirtualMux.StartNew();
        Attachment = Mux.Attach(Phone, link);
    }

    public VirtualPhone Phone { get; }

    public VirtualMux Mux { get; }

    public MuxAttachment Attachment { get; set; }

    public byte[]? EscrowBag => _escrowBag;

    public async Task<ServiceSocket> OpenLockdownAsync() =>
        new(await MuxSocket.ConnectAsync(Mux.Endpoint, Attachment.DeviceId, LockdownPort));

    /// <summary>The certificates of this computer.</summary>
    public async Task<PairingMaterial> GetPairingAsync()
    {
        if (_pairing is null)
        {
            using ServiceSocket lockdown = await OpenLockdownAsync();
            PlistDictionary reply = await lockdown.AskAsync(GetValue("DevicePublicKey"));
            _pairing = new PairingMaterial(reply.GetData("Value")!.Value.ToArray());
        }

        return _pairing;
    }

    /// <summary>Asks to be trusted.</summary>
    public async Task<PlistDictionary> PairAsync(PlistDictionary? options = null)
    {
        PairingMaterial pairing = await GetPairingAsync();
        using ServiceSocket lockdown = await OpenLockdownAsync();
        PlistDictionary reply = await lockdown.AskAsync(new PlistDictionary
        {
            ["Request"] = "Pair",
            ["PairRecord"] = pairing.ToRecord(),
            ["PairingOptions"] = options ?? new PlistDictionary { ["ExtendedPairingErrors"] = true },
        });
        _escrowBag = reply.GetData("EscrowBag")?.ToArray() ?? _escrowBag;
        return reply;
    }

    /// <summary>Lockdown with a session, over TLS.</summary>
    public async Task<ServiceSocket> OpenSessionAsync()
    {
        if (_escrowBag is null)
        {
            Assert.Null((await PairAsync()).GetString("Error"));
        }

        ServiceSocket lockdown = await OpenLockdownAsync();
        PlistDictionary reply = await lockdown.AskAsync(
            new PlistDictionary { ["Request"] = "StartSession", ["HostID"] = _pairing!.HostId });
        Assert.Null(reply.GetString("Error"));
        lockdown.Stream = await SecureAsync(lockdown.Stream);
        return lockdown;
    }

    public async Task<PlistDictionary> StartServiceAsync(string name, bool withEscrowBag = false)
    {
        using ServiceSocket lockdown = await OpenSessionAsync();
        PlistDictionary request = new() { ["Request"] = "StartService", ["Service"] = name };
        request["EscrowBag"] = withEscrowBag ? new PlistData(_escrowBag) : null;
        return await lockdown.AskAsync(request);
    }

    /// <summary>Starts a service and connects to it.</summary>
    public async Task<Stream> OpenServiceAsync(string name, bool withEscrowBag = false)
    {
        PlistDictionary started = await StartServiceAsync(name, withEscrowBag);
        Assert.Null(started.GetString("Error"));
        Stream plain = await MuxSocket.ConnectAsync(
            Mux.Endpoint, Attachment.DeviceId, (int)started.GetInteger("Port")!);
        return started.GetBoolean("EnableServiceSSL") == true ? await SecureAsync(plain) : plain;
    }

    public async Task<Stream> SecureAsync(Stream plain, X509Certificate2? certificate = null)
    {
        SslStream secure = new(plain);
        X509Certificate2 own = certificate ?? _pairing!.Host;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "",
            ClientCertificates = [own],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => own,
#pragma warning disable CA5359 // Phones present certificates that this computer made.
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        });
        return secure;
    }

    public static PlistDictionary GetValue(string? key, string? domain = null)
    {
        PlistDictionary request = new() { ["Request"] = "GetValue" };
        request["Key"] = key is null ? null : new PlistString(key);
        request["Domain"] = domain is null ? null : new PlistString(domain);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        await Mux.DisposeAsync();
        await Phone.DisposeAsync();
    }
}
