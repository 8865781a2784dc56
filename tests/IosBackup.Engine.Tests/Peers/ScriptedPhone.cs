using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>A phone's lockdown with real TLS, which does what a test tells it.</summary>
internal sealed class ScriptedPhone(string udid = ScriptedPhone.DefaultUdid)
{
    public const string DefaultUdid = "00008030-001C2D8E0E88802E";
    public const string HostId = "7A2C1B0E-0000-4000-8000-0123456789AB";

    private const int LockdownPort = 62078;
    private const int FirstServicePort = 50000;

    // Making keys is slow, and every phone may have the same one.
    private static readonly RSA s_key = RSA.Create(2048);
    private static readonly RSA s_otherKey = RSA.Create(2048);
    private static readonly Lazy<PairingCertificates> s_certificates = new(() => PairingCertificates.Create(PublicKey));

    private readonly ConcurrentDictionary<string, PlistDictionary> _trusted = [];
    private readonly List<string> _services = [];

    public static byte[] PublicKey => Encoding.ASCII.GetBytes(s_key.ExportRSAPublicKeyPem());

    /// <summary>Certificates for the phones' key, made once.</summary>
    public static PairingCertificates Certificates => s_certificates.Value;

    public string Udid { get; } = udid;

    public PlistDictionary Values { get; } = new()
    {
        ["DeviceName"] = "Ännes iPhone",
        ["DevicePublicKey"] = PublicKey,
        ["ProductType"] = "iPhone15,2",
        ["ProductVersion"] = "18.5",
        ["UniqueDeviceID"] = udid,
        ["WiFiAddress"] = "dc:08:0f:49:f6:4c",
    };

    /// <summary>Values that only a trusted session gives, by domain; the global ones under an empty name.</summary>
    public Dictionary<string, PlistDictionary> PrivateValues { get; } = [];

    public ConcurrentQueue<PlistDictionary> Requests { get; } = [];

    public IEnumerable<string?> Verbs => Requests.Select(static request => request.GetString("Request"));

    /// <summary>What each Pair is answered with in turn; consent when it runs out.</summary>
    public Queue<string> PairErrors { get; } = [];

    /// <summary>Answers instead of the phone when it gives something.</summary>
    public Func<PlistDictionary, PlistDictionary?> Override { get; set; } = static _ => null;

    public byte[]? EscrowBag { get; set; } = Enumerable.Repeat((byte)0x42, 32).ToArray();

    public bool IsLocked { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>How many bytes the phone sends at once.</summary>
    public int PieceLength { get; set; } = int.MaxValue;

    public TlsFault TlsFault { get; set; }

    public SslProtocols Protocols { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>How many requests a trusted connection answers before the phone hangs up.</summary>
    public int RequestsPerSession { get; set; } = int.MaxValue;

    public Dictionary<string, Func<Stream, Task>> Services { get; } = [];

    public bool ServicesUseTls { get; set; } = true;

    /// <summary>How many sessions and services got through their handshake.</summary>
    public int Handshakes { get; private set; }

    /// <summary>Plugs the phone in.</summary>
    public void Attach(ScriptedMux mux, long id = 1, string type = "USB")
    {
        mux.Devices.Add(ScriptedMux.Attached(id, Udid, type));
        mux.Ports[(id, LockdownPort)] = ServeAsync;
        _services.AddRange(Services.Keys.Except(_services));
        for (int i = 0; i < _services.Count; i++)
        {
            mux.Ports[(id, FirstServicePort + i)] = Service(_services[i]);
        }
    }

    /// <summary>A record that this phone trusts, kept by the service.</summary>
    public PairRecord Trust(ScriptedMux mux)
    {
        PairRecord record = PairRecord.Create(Certificates, HostId, "30142955-444094379208051516", null)
            .WithEscrowBag(EscrowBag ?? []);
        Trust(mux, record);
        return record;
    }

    /// <summary>A record from elsewhere that this phone trusts, kept by the service.</summary>
    public void Trust(ScriptedMux mux, PairRecord record)
    {
        _trusted[record.HostId] = record.PublicPart();
        mux.PairRecords[Udid] = record.ToBytes();
    }

    /// <summary>"Reset Location &amp; Privacy".</summary>
    public void ForgetHosts() => _trusted.Clear();

    private static PlistDictionary Error(string error) => new() { ["Error"] = error };

    private static PlistDictionary Ok() => [];

    private async Task ServeAsync(Stream connection)
    {
        PieceStream pipe = new(connection, PieceLength);
        Stream stream = pipe;
        bool trusted = false;
        int left = RequestsPerSession;
        while ((!trusted || left-- > 0) && await stream.ReceivePlistAsync() is PlistDictionary request)
        {
            Requests.Enqueue(request);
            if (IsSilent)
            {
                continue;
            }

            string verb = request.GetString("Request") ?? string.Empty;
            PlistDictionary reply = Override(request) ?? Answer(verb, request, trusted);
            reply["Request"] = verb;
            await stream.SendPlistAsync(reply);
            if (verb == "StartSession" && reply["SessionID"] is not null)
            {
                if (await SecureAsync(pipe, request.GetString("HostID")!) is not SslStream secured)
                {
                    return;
                }

                stream = secured;
                trusted = true;
            }
        }
    }

    private PlistDictionary Answer(string verb, PlistDictionary request, bool trusted) => verb switch
    {
        "QueryType" => new PlistDictionary { ["Type"] = "com.apple.mobile.lockdown" },
        "GetValue" => GetValue(request.GetString("Domain") ?? string.Empty, request.GetString("Key"), trusted),
        "SetValue" or "RemoveValue" or "StopSession" or "Goodbye" => Ok(),
        "Pair" => Pair(request),
        "Unpair" => _trusted.TryRemove(request.GetDictionary("PairRecord")!.GetString("HostID")!, out _)
            ? Ok()
            : Error("InvalidHostID"),
        "StartSession" => StartSession(request.GetString("HostID")!),
        "StartService" when !trusted => Error("SessionInactive"),
        "StartService" => StartService(request.GetString("Service")!),
        _ => Error("InvalidRequest"),
    };

    private PlistDictionary GetValue(string domain, string? key, bool trusted)
    {
        PlistDictionary values = [];
        foreach ((string name, PlistNode value) in domain.Length == 0 ? Values : [])
        {
            values[name] = value;
        }

        foreach ((string name, PlistNode value) in trusted ? PrivateValues.GetValueOrDefault(domain) ?? [] : [])
        {
            values[name] = value;
        }

        if (key is null)
        {
            return domain.Length > 0 && !trusted ? Error("GetProhibited") : new PlistDictionary { ["Value"] = values };
        }

        return values[key] is PlistNode found ? new PlistDictionary { ["Value"] = found } : Error("MissingValue");
    }

    private PlistDictionary Pair(PlistDictionary request)
    {
        if (PairErrors.TryDequeue(out string? error))
        {
            return Error(error);
        }

        PlistDictionary record = request.GetDictionary("PairRecord")!;
        _trusted[record.GetString("HostID")!] = record;
        PlistDictionary reply = Ok();
        reply["EscrowBag"] = EscrowBag is null ? null : new PlistData(EscrowBag);
        return reply;
    }

    private PlistDictionary StartSession(string hostId)
    {
        if (!_trusted.ContainsKey(hostId))
        {
            return Error("InvalidHostID");
        }

        return IsLocked
            ? Error("PasswordProtected")
            : new PlistDictionary { ["SessionID"] = "1F0E", ["EnableSessionSSL"] = true };
    }

    private PlistDictionary StartService(string name) => Services.ContainsKey(name)
        ? new PlistDictionary
        {
            ["Service"] = name,
            ["Port"] = FirstServicePort + _services.IndexOf(name),
            ["EnableServiceSSL"] = ServicesUseTls,
        }
        : Error("InvalidService");

    private Func<Stream, Task> Service(string name) => async connection =>
    {
        PieceStream pipe = new(connection, PieceLength);
        Stream? stream = ServicesUseTls ? await SecureAsync(pipe, _trusted.Keys.First()) : pipe;
        if (stream is not null)
        {
            await Services[name](stream);
        }
    };

    private async Task<SslStream?> SecureAsync(Stream pipe, string hostId)
    {
        if (TlsFault == TlsFault.HangUpBeforeHandshake)
        {
            return null;
        }

        PlistDictionary record = _trusted[hostId];
        using X509Certificate2 certificate = Read(record, "DeviceCertificate");
        using X509Certificate2 host = Read(record, "HostCertificate");
        using X509Certificate2 identity = TlsFault == TlsFault.WrongKey
            ? new CertificateRequest("CN=other", s_otherKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1))
            : certificate.CopyWithPrivateKey(s_key);
        SslStream tls = new(pipe, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = identity,
                    ClientCertificateRequired = true,
                    EnabledSslProtocols = Protocols,
                    RemoteCertificateValidationCallback = (_, shown, _, _) =>
                        shown is not null && shown.GetRawCertData().SequenceEqual(host.RawData),
                },
                CancellationToken.None);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return null;
        }

        Handshakes++;
        return TlsFault == TlsFault.HangUpAfterHandshake ? null : tls;
    }

    private static X509Certificate2 Read(PlistDictionary record, string key) =>
        X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(record.GetData(key)!.Value.Span));
}
