using System;
using System.IO;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Lockdown;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualLockdownTests
{
    [Fact]
    public async Task Strangers_see_only_public_values()
    {
        await using PhoneBench bench = new();
        using ServiceSocket lockdown = await bench.OpenLockdownAsync();
        PlistDictionary type = await lockdown.AskAsync(new PlistDictionary { ["Request"] = "QueryType" });
        Assert.Equal("com.apple.mobile.lockdown", type.GetString("Type"));
        Assert.Equal(bench.Phone.Name, (await lockdown.AskAsync(PhoneBench.GetValue("DeviceName"))).GetString("Value"));
        Assert.Equal("GetProhibited", await ErrorAsync(lockdown, PhoneBench.GetValue("SerialNumber")));
        Assert.Equal(
            "GetProhibited", await ErrorAsync(lockdown, PhoneBench.GetValue("WillEncrypt", "com.apple.mobile.backup")));
        PlistDictionary all = (await lockdown.AskAsync(PhoneBench.GetValue(null))).GetDictionary("Value")!;
        Assert.True(all.ContainsKey("ProductVersion"));
        Assert.False(all.ContainsKey("SerialNumber"));
    }

    [Fact]
    public async Task Trusted_computers_see_everything_and_change_some()
    {
        await using PhoneBench bench = new();
        bench.Phone.BackupPassword = "secret";
        bench.Phone.FindMyEnabled = true;
        using ServiceSocket lockdown = await bench.OpenSessionAsync();
        Assert.True(await BooleanAsync(lockdown, "WillEncrypt", "com.apple.mobile.backup"));
        Assert.True(await BooleanAsync(lockdown, "IsAssociated", "com.apple.fmip"));
        Assert.Equal("MissingValue", await ErrorAsync(lockdown, PhoneBench.GetValue("NoSuchKey")));
        PlistDictionary change = new()
        {
            ["Request"] = "SetValue",
            ["Domain"] = "com.apple.mobile.wireless_lockdown",
            ["Key"] = "EnableWifiConnections",
            ["Value"] = false,
        };
        Assert.Null(await ErrorAsync(lockdown, change));
        Assert.False(bench.Phone.Values.WiFiConnectionsEnabled);
        change["Domain"] = "com.apple.mobile.backup";
        Assert.Equal("ImmutableValue", await ErrorAsync(lockdown, change));
    }

    [Fact]
    public async Task The_user_is_asked_and_may_take_time()
    {
        await using PhoneBench bench = new();
        bench.Phone.Trust.AnswerDelay = TimeSpan.FromMilliseconds(200);
        Assert.Equal("PairingDialogResponsePending", (await bench.PairAsync()).GetString("Error"));
        await Task.Delay(bench.Phone.Trust.AnswerDelay, TestContext.Current.CancellationToken);
        PlistDictionary reply = await bench.PairAsync();
        Assert.Null(reply.GetString("Error"));
        Assert.Equal(32, reply.GetData("EscrowBag")!.Value.Length);
    }

    [Fact]
    public async Task The_user_may_refuse_or_never_answer()
    {
        await using PhoneBench bench = new();
        bench.Phone.Trust.Answer = TrustAnswer.None;
        Assert.Equal("PairingDialogResponsePending", (await bench.PairAsync()).GetString("Error"));
        bench.Phone.Trust.Answer = TrustAnswer.DoNotTrust;
        Assert.Equal("UserDeniedPairing", (await bench.PairAsync()).GetString("Error"));
        bench.Phone.Trust.Answer = TrustAnswer.Trust;
        Assert.Equal("UserDeniedPairing", (await bench.PairAsync()).GetString("Error"));
        Assert.False(bench.Phone.Trust.TrustsAnyone);
        bench.Mux.Detach(bench.Phone);
        bench.Attachment = bench.Mux.Attach(bench.Phone);
        Assert.Null((await bench.PairAsync()).GetString("Error"));
    }

    [Fact]
    public async Task A_locked_phone_pairs_with_nobody_new()
    {
        await using PhoneBench bench = new();
        bench.Phone.Passcode = "1234";
        bench.Phone.LockState = LockState.Locked;
        Assert.Equal("PasswordProtected", (await bench.PairAsync()).GetString("Error"));
        bench.Phone.LockState = LockState.Unlocked;
        Assert.NotNull((await bench.PairAsync()).GetData("EscrowBag"));
        bench.Phone.LockState = LockState.Locked;
        PlistDictionary again = await bench.PairAsync();
        Assert.Null(again.GetString("Error"));
        Assert.Null(again.GetData("EscrowBag"));
    }

    [Fact]
    public async Task Nobody_pairs_over_the_network()
    {
        await using PhoneBench bench = new(link: LinkKind.Network);
        Assert.Equal("PairingProhibitedOverThisConnection", (await bench.PairAsync()).GetString("Error"));
    }

    [Fact]
    public async Task A_certificate_for_another_key_is_no_pair_record()
    {
        await using PhoneBench bench = new();
        PairingMaterial pairing = await bench.GetPairingAsync();
        pairing.Device = pairing.Host;
        Assert.Equal("InvalidPairRecord", (await bench.PairAsync()).GetString("Error"));
    }

    [Fact]
    public async Task A_supervised_phone_recognizes_its_organization()
    {
        using Organization organization = new();
        byte[] certificate = organization.Certificate.RawData;
        await using PhoneBench bench = new(new VirtualPhoneOptions { SupervisorCertificate = certificate });
        bench.Phone.Trust.Answer = TrustAnswer.None;
        bench.Phone.Trust.PairingAllowed = false;
        Assert.Equal("MCProtected", (await bench.PairAsync()).GetString("Error"));
        byte[] challenge = await ReceiveChallengeAsync(bench, certificate);
        PlistDictionary answer = new() { ["ChallengeResponse"] = organization.Sign(challenge) };
        Assert.Null((await bench.PairAsync(answer)).GetString("Error"));
    }

    [Fact]
    public async Task A_wrong_answer_to_the_challenge_is_refused()
    {
        using Organization organization = new();
        using Organization impostor = new();
        byte[] certificate = organization.Certificate.RawData;
        await using PhoneBench bench = new(new VirtualPhoneOptions { SupervisorCertificate = certificate });
        await ReceiveChallengeAsync(bench, certificate);
        PlistDictionary otherContent = new() { ["ChallengeResponse"] = organization.Sign([1, 2, 3]) };
        Assert.Equal("MCProtected", (await bench.PairAsync(otherContent)).GetString("Error"));
        byte[] challenge = await ReceiveChallengeAsync(bench, certificate);
        PlistDictionary otherKey = new() { ["ChallengeResponse"] = impostor.Sign(challenge) };
        Assert.Equal("MCProtected", (await bench.PairAsync(otherKey)).GetString("Error"));
    }

    [Fact]
    public async Task A_computer_that_was_forgotten_gets_no_session()
    {
        await using PhoneBench bench = new();
        await bench.PairAsync();
        bench.Phone.Trust.Forget();
        PairingMaterial pairing = await bench.GetPairingAsync();
        using ServiceSocket lockdown = await bench.OpenLockdownAsync();
        PlistDictionary start = new() { ["Request"] = "StartSession", ["HostID"] = pairing.HostId };
        Assert.Equal("InvalidHostID", await ErrorAsync(lockdown, start));
    }

    [Fact]
    public async Task A_session_takes_either_certificate_of_the_pairing_and_no_other()
    {
        await using PhoneBench bench = new();
        PairingMaterial pairing = await bench.GetPairingAsync();
        await bench.PairAsync();
        Assert.Null(await StartAsync(pairing.Host));
        Assert.Null(await StartAsync(pairing.Root));
        using RSA key = RSA.Create(2048);
        CertificateRequest stranger = new("CN=Stranger", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 other = stranger.CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddYears(1));
        Assert.NotNull(await StartAsync(other));

        async Task<Exception?> StartAsync(X509Certificate2 certificate) => await Record.ExceptionAsync(async () =>
        {
            using ServiceSocket lockdown = await bench.OpenLockdownAsync();
            await lockdown.AskAsync(new PlistDictionary { ["Request"] = "StartSession", ["HostID"] = pairing.HostId });
            lockdown.Stream = await bench.SecureAsync(lockdown.Stream, certificate);
            await lockdown.AskAsync(PhoneBench.GetValue("SerialNumber"));
        });
    }

    [Fact]
    public async Task The_handshake_may_break_off()
    {
        await using PhoneBench bench = new();
        await bench.PairAsync();
        bench.Phone.Faults.DropTlsHandshake = true;
        Exception? error = await Record.ExceptionAsync(bench.OpenSessionAsync);
        Assert.True(error is IOException or AuthenticationException);
    }

    [Fact]
    public async Task Services_need_a_session_and_a_name()
    {
        await using PhoneBench bench = new();
        using ServiceSocket stranger = await bench.OpenLockdownAsync();
        Assert.Equal("SessionInactive", await ErrorAsync(stranger, StartService("com.apple.afc")));
        Assert.Null(await ErrorAsync(stranger, StartService("com.apple.mobile.insecure_notification_proxy")));
        using ServiceSocket trusted = await bench.OpenSessionAsync();
        Assert.Equal("InvalidService", await ErrorAsync(trusted, StartService("com.example.none")));
        Assert.Equal("MissingService", await ErrorAsync(trusted, new PlistDictionary { ["Request"] = "StartService" }));
        bench.Phone.Faults.RefusedServices["com.apple.afc"] = "ServiceProhibited";
        Assert.Equal("ServiceProhibited", await ErrorAsync(trusted, StartService("com.apple.afc")));
    }

    [Theory]
    [InlineData(LockState.Locked, false, "PasswordProtected")]
    [InlineData(LockState.Locked, true, null)]
    [InlineData(LockState.LockedSinceStart, true, "EscrowLocked")]
    [InlineData(LockState.Unlocked, false, null)]
    public async Task A_locked_phone_gives_data_only_for_the_escrow_bag(LockState state, bool withBag, string? error)
    {
        await using PhoneBench bench = new();
        bench.Phone.Passcode = "1234";
        using ServiceSocket lockdown = await bench.OpenSessionAsync();
        bench.Phone.LockState = state;
        PlistDictionary request = StartService("com.apple.mobilebackup2");
        request["EscrowBag"] = withBag ? new PlistData(bench.EscrowBag) : null;
        Assert.Equal(error, await ErrorAsync(lockdown, request));
    }

    [Fact]
    public async Task A_phone_that_was_not_unlocked_since_its_start_gives_no_session()
    {
        await using PhoneBench bench = new();
        await bench.PairAsync();
        bench.Phone.Passcode = "1234";
        bench.Phone.LockState = LockState.LockedSinceStart;
        PairingMaterial pairing = await bench.GetPairingAsync();
        using ServiceSocket lockdown = await bench.OpenLockdownAsync();
        PlistDictionary start = new() { ["Request"] = "StartSession", ["HostID"] = pairing.HostId };
        Assert.Equal("PasswordProtected", await ErrorAsync(lockdown, start));
    }

    [Fact]
    public async Task A_service_port_serves_one_connection()
    {
        await using PhoneBench bench = new();
        PlistDictionary started = await bench.StartServiceAsync("com.apple.afc");
        int port = (int)started.GetInteger("Port")!;
        using Stream first = await MuxSocket.ConnectAsync(bench.Mux.Endpoint, bench.Attachment.DeviceId, port);
        await Assert.ThrowsAsync<IOException>(
            () => MuxSocket.ConnectAsync(bench.Mux.Endpoint, bench.Attachment.DeviceId, port));
    }

    [Fact]
    public async Task A_phone_without_wifi_is_not_reached_by_network()
    {
        await using PhoneBench bench = new();
        bench.Phone.Values.WiFiConnectionsEnabled = false;
        bench.Attachment = bench.Mux.Attach(bench.Phone, LinkKind.Network);
        await Assert.ThrowsAsync<IOException>(bench.OpenLockdownAsync);
    }

    [Fact]
    public async Task What_computers_do_is_observed()
    {
        await using PhoneBench bench = new();
        using ServiceSocket lockdown = await bench.OpenSessionAsync();
        await lockdown.AskAsync(StartService("com.apple.afc"));
        Assert.Single(bench.Phone.Observations.Of(ObservationKind.Paired));
        Assert.Single(bench.Phone.Observations.Of(ObservationKind.SessionStarted));
        Assert.Equal(["com.apple.afc"], bench.Phone.Observations.Of(ObservationKind.ServiceRequested));
    }

    private static async Task<byte[]> ReceiveChallengeAsync(PhoneBench bench, byte[] certificate)
    {
        PlistDictionary reply = await bench.PairAsync(new PlistDictionary { ["SupervisorCertificate"] = certificate });
        Assert.Equal("MCChallengeRequired", reply.GetString("Error"));
        return reply.GetDictionary("ExtendedResponse")!.GetData("PairingChallenge")!.Value.ToArray();
    }

    private static PlistDictionary StartService(string name) =>
        new() { ["Request"] = "StartService", ["Service"] = name };

    private static async Task<string?> ErrorAsync(ServiceSocket lockdown, PlistDictionary request) =>
        (await lockdown.AskAsync(request)).GetString("Error");

    private static async Task<bool?> BooleanAsync(ServiceSocket lockdown, string key, string domain) =>
        (await lockdown.AskAsync(PhoneBench.GetValue(key, domain))).GetBoolean("Value");
}
