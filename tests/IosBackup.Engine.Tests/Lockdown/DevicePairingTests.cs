using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using Org.BouncyCastle.Cms;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class DevicePairingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pairing_waits_for_the_passcode_and_for_trust()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        Queue(phone, "PasswordProtected", "PairingDialogResponsePending", "PairingDialogResponsePending");
        Steps steps = new();

        PairingOptions options = new() { PollInterval = TimeSpan.FromMilliseconds(5) };
        PairRecord record = await Pairing(mux).PairAsync(phone.Udid, options, steps, Cancellation);

        Assert.Equal(
            [PairingStep.Asking, PairingStep.DeviceLocked, PairingStep.TrustPending, PairingStep.Paired], steps.Seen);
        Assert.Equal(phone.EscrowBag, record.EscrowBag!.Value.ToArray());
        Assert.Equal("dc:08:0f:49:f6:4c", record.WifiAddress);
        Assert.Equal("30142955-444094379208051516", record.SystemBuid);
        Assert.Equal(1, phone.Handshakes);
        PairRecord stored = PairRecord.Parse(mux.PairRecords[phone.Udid]);
        Assert.Equal(record.HostId, stored.HostId);
        Assert.Equal(1, mux.Requests.Single(IsSave).GetInteger("DeviceID"));
        using DeviceSession session = await DeviceSession.OpenAsync(
            mux.Endpoint, phone.Udid, cancellation: Cancellation);
    }

    [Fact]
    public async Task The_device_is_always_offered_the_same_record_and_never_a_private_key()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        Queue(phone, "PairingDialogResponsePending", "PairingDialogResponsePending");

        await Pairing(mux).PairAsync(phone.Udid, Quick(), cancellation: Cancellation);

        PlistDictionary[] offers = [.. phone.Requests.Where(IsPair)];
        Assert.Equal(3, offers.Length);
        Assert.All(offers, offer => Assert.Equal(offers[0], offer));
        Assert.Equal(
            ["DeviceCertificate", "HostCertificate", "RootCertificate", "HostID", "SystemBUID"],
            offers[0].GetDictionary("PairRecord")!.Select(static entry => entry.Key));
        Assert.Equal("2", offers[0].GetString("ProtocolVersion"));
        Assert.True(offers[0].GetDictionary("PairingOptions")!.GetBoolean("ExtendedPairingErrors"));
    }

    [Theory]
    [InlineData("UserDeniedPairing", ErrorKind.PairingDenied)]
    [InlineData("MCProtected", ErrorKind.PairingForbidden)]
    [InlineData("MCChallengeRequired", ErrorKind.PairingForbidden)]
    [InlineData("PairingProhibitedOverThisConnection", ErrorKind.CableRequired)]
    [InlineData("InvalidPairRecord", ErrorKind.PairingRequired)]
    public async Task A_refusal_ends_it_at_once(string error, ErrorKind kind)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        Queue(phone, "PairingDialogResponsePending", error);

        EngineException refused = await FailsAsync(mux);

        Assert.Equal(kind, refused.Kind);
        Assert.Equal(2, phone.Requests.Count(IsPair));
        Assert.Empty(mux.PairRecords);
    }

    [Theory]
    [InlineData("PairingDialogResponsePending", ErrorKind.TrustPending)]
    [InlineData("PasswordProtected", ErrorKind.DeviceLocked)]
    public async Task An_answer_that_never_comes_is_waited_for_so_long_and_no_longer(string error, ErrorKind kind)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Override = request => IsPair(request) ? new PlistDictionary { ["Error"] = error } : null;

        EngineException waited = await FailsAsync(mux, TimeSpan.FromMilliseconds(50));

        Assert.Equal(kind, waited.Kind);
        Assert.Empty(mux.PairRecords);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        using CancellationTokenSource cancellation = new();
        phone.Override = request =>
        {
            if (!IsPair(request))
            {
                return null;
            }

            cancellation.Cancel();
            return new PlistDictionary { ["Error"] = "PairingDialogResponsePending" };
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Pairing(mux).PairAsync(phone.Udid, Quick(), cancellation: cancellation.Token));
    }

    [Fact]
    public async Task Over_the_network_pairing_is_not_even_tried()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux, type: "Network");

        EngineException refused = await FailsAsync(mux);

        Assert.Equal(ErrorKind.CableRequired, refused.Kind);
        Assert.Empty(phone.Requests);
    }

    [Fact]
    public async Task A_consent_without_escrow_bag_keeps_the_former_bag()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        PairRecord former = phone.Trust(mux);
        phone.EscrowBag = null;

        PairRecord record = await Pairing(mux).PairAsync(phone.Udid, Quick(), cancellation: Cancellation);

        Assert.NotEqual(former.HostId, record.HostId);
        Assert.Equal(former.EscrowBag!.Value.ToArray(), record.EscrowBag!.Value.ToArray());
    }

    [Fact]
    public async Task A_consent_that_the_device_does_not_keep_is_no_pairing()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Override = static request => IsPair(request) ? new PlistDictionary { ["EscrowBag"] = new byte[32] } : null;

        EngineException refused = await FailsAsync(mux);

        Assert.Equal(ErrorKind.PairingRequired, refused.Kind);
    }

    [Fact]
    public async Task A_screen_that_locks_right_after_consent_does_no_harm()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { IsLocked = true };
        phone.Attach(mux);

        PairRecord record = await Pairing(mux).PairAsync(phone.Udid, Quick(), cancellation: Cancellation);

        Assert.True(record.HasEscrowBag);
    }

    [Fact]
    public async Task A_device_without_a_usable_key_is_refused()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        PairingOptions options = new();
        phone.Values["DevicePublicKey"] = "no key"u8.ToArray();
        EngineException unusable = await Assert.ThrowsAsync<EngineException>(
            () => Pairing(mux).PairAsync(phone.Udid, options, cancellation: Cancellation));
        phone.Values.Remove("DevicePublicKey");
        EngineException missing = await FailsAsync(mux);

        Assert.Equal(ErrorKind.ProtocolViolation, unusable.Kind);
        Assert.Equal(ErrorKind.ProtocolViolation, missing.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_supervision_identity_answers_the_challenge(bool elliptic)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        byte[] challenge = [.. Enumerable.Range(0, 64).Select(static i => (byte)i)];
        using X509Certificate2 organization = Organization(elliptic);
        phone.Override = request => IsPair(request) ? AnswerSupervised(request, challenge, organization) : null;
        SupervisionIdentity identity = SupervisionIdentity.FromPkcs12(
            organization.Export(X509ContentType.Pkcs12, "secret"), "secret".ToCharArray());

        PairRecord record = await Pairing(mux).PairAsync(
            phone.Udid, Quick(identity: identity), cancellation: Cancellation);

        Assert.True(record.HasEscrowBag);
        Assert.Equal(2, phone.Requests.Count(IsPair));
    }

    [Fact]
    public async Task A_challenge_that_is_repeated_ends_the_pairing()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        using X509Certificate2 organization = Organization(elliptic: false);
        phone.Override = static request => IsPair(request) ? Challenge([1, 2, 3]) : null;
        SupervisionIdentity identity = SupervisionIdentity.FromPkcs12(
            organization.Export(X509ContentType.Pkcs12, "secret"), "secret".ToCharArray());

        EngineException with = await FailsAsync(mux, identity: identity);
        EngineException without = await FailsAsync(mux);

        Assert.Equal(ErrorKind.PairingForbidden, with.Kind);
        Assert.Equal(ErrorKind.PairingForbidden, without.Kind);
    }

    [Fact]
    public void A_supervision_identity_that_cannot_be_opened_is_refused()
    {
        using X509Certificate2 organization = Organization(elliptic: false);
        byte[] container = organization.Export(X509ContentType.Pkcs12, "secret");
        (byte[] Bytes, string Password)[] unusable =
            [(container, "tiger"), ([], "secret"), ([1, 2, 3], "secret"), (container[..^20], "secret")];

        foreach ((byte[] bytes, string password) in unusable)
        {
            EngineException refused = Assert.Throws<EngineException>(
                () => SupervisionIdentity.FromPkcs12(bytes, password.ToCharArray()));
            Assert.Equal(ErrorKind.InvalidArgument, refused.Kind);
            Assert.DoesNotContain(password, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unpairing_makes_both_sides_forget()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        DevicePairing pairing = Pairing(mux);

        Assert.NotNull(await pairing.FindRecordAsync(phone.Udid, Cancellation));
        Assert.True(await pairing.UnpairAsync(phone.Udid, Cancellation));
        Assert.Equal(ScriptedPhone.HostId, phone.Requests.Last().GetDictionary("PairRecord")!.GetString("HostID"));
        Assert.Null(await pairing.FindRecordAsync(phone.Udid, Cancellation));
        Assert.False(await pairing.UnpairAsync(phone.Udid, Cancellation));
    }

    [Fact]
    public async Task Unpairing_needs_neither_the_device_nor_its_memory()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone absent = new("00008030-0000000000000001");
        absent.Trust(mux);
        ScriptedPhone stale = new("00008030-0000000000000002");
        stale.Attach(mux);
        stale.Trust(mux);
        stale.ForgetHosts();

        Assert.True(await Pairing(mux).UnpairAsync(absent.Udid, Cancellation));
        Assert.True(await Pairing(mux).UnpairAsync(stale.Udid, Cancellation));
        Assert.Empty(mux.PairRecords);
    }

    [Fact]
    public async Task A_locked_device_keeps_its_record()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { IsLocked = true };
        phone.Attach(mux);
        phone.Trust(mux);

        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => Pairing(mux).UnpairAsync(phone.Udid, Cancellation));

        Assert.Equal(ErrorKind.DeviceLocked, refused.Kind);
        Assert.Single(mux.PairRecords);
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsPair(PlistDictionary request) => request.GetString("Request") == "Pair";

    private static bool IsSave(PlistDictionary request) => request.GetString("MessageType") == "SavePairRecord";

    private static void Queue(ScriptedPhone phone, params string[] errors)
    {
        foreach (string error in errors)
        {
            phone.PairErrors.Enqueue(error);
        }
    }

    private static PairingOptions Quick(TimeSpan? timeout = null, SupervisionIdentity? identity = null) => new()
    {
        PollInterval = TimeSpan.FromMilliseconds(5),
        Timeout = timeout ?? TimeSpan.FromMinutes(1),
        SupervisionIdentity = identity,
        CreateCertificates = static _ => ScriptedPhone.Certificates,
    };

    private static PlistDictionary Challenge(byte[] challenge) => new()
    {
        ["Error"] = "MCChallengeRequired",
        ["ExtendedResponse"] = new PlistDictionary { ["PairingChallenge"] = challenge },
    };

    /// <summary>What a supervised phone does: null is its ordinary consent.</summary>
    private static PlistDictionary? AnswerSupervised(
        PlistDictionary request, byte[] challenge, X509Certificate2 organization)
    {
        PlistDictionary options = request.GetDictionary("PairingOptions")!;
        if (options.GetData("ChallengeResponse") is not ReadOnlyMemory<byte> response)
        {
            return options.GetData("SupervisorCertificate")!.Value.Span.SequenceEqual(organization.RawData)
                ? Challenge(challenge)
                : new PlistDictionary { ["Error"] = "MCProtected" };
        }

        CmsSignedData signed = new(response.ToArray());
        SignerInformation signer = signed.GetSignerInfos().GetSigners().Single();
        Org.BouncyCastle.X509.X509Certificate certificate = new(organization.RawData);
        using MemoryStream content = new();
        signed.SignedContent.Write(content);
        bool answered = signer.Verify(certificate) && content.ToArray().SequenceEqual(challenge);
        return answered ? null : new PlistDictionary { ["Error"] = "MCProtected" };
    }

    private static X509Certificate2 Organization(bool elliptic)
    {
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsa = RSA.Create(2048);
        CertificateRequest request = elliptic
            ? new CertificateRequest("CN=Example School", ecdsa, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=Example School", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
    }

    private DevicePairing Pairing(ScriptedMux mux) =>
        new(mux.Endpoint, new DeviceOptions { PairRecordFolder = _folder.Path });

    private Task<EngineException> FailsAsync(
        ScriptedMux mux, TimeSpan? timeout = null, SupervisionIdentity? identity = null) =>
        Assert.ThrowsAsync<EngineException>(() => Pairing(mux).PairAsync(
            ScriptedPhone.DefaultUdid, Quick(timeout, identity), cancellation: Cancellation));

    private sealed class Steps : IProgress<PairingStep>
    {
        public List<PairingStep> Seen { get; } = [];

        public void Report(PairingStep value) => Seen.Add(value);
    }
}
