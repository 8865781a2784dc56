using System;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class DeviceSessionTests
{
    private const string Echo = "com.example.echo";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_session_reads_what_only_trusted_computers_may(SslProtocols protocol)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { Protocols = protocol };
        phone.PrivateValues[string.Empty] = new PlistDictionary { ["PhoneNumber"] = "+49 30 1234" };
        phone.Attach(mux);
        phone.Trust(mux);

        using DeviceSession session = await OpenAsync(mux);

        Assert.Equal(new PlistString("+49 30 1234"), await session.GetValueAsync(null, "PhoneNumber", Cancellation));
        Assert.Null(await session.GetValueAsync(null, "NoSuchValue", Cancellation));
        Assert.True(session.HasEscrowBag);
        Assert.All(phone.Requests, static request => Assert.Equal("IosBackup", request.GetString("Label")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Messages_and_TLS_records_may_arrive_in_pieces(int length)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = PhoneWithEcho(withTls: true);
        phone.PieceLength = length;
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);

        using DeviceStream stream = await session.StartServiceAsync(Echo, cancellation: Cancellation);
        await stream.WriteAsync("hello"u8.ToArray(), Cancellation);
        using StreamReader reader = new(stream, Encoding.ASCII);

        Assert.Equal("hello", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_record_that_another_program_made_with_SHA1_is_good_for_a_session()
    {
        byte[] recorded = await File.ReadAllBytesAsync(
            ConformanceData.Conformance("protocol", "usbmuxreadpairmessage.bin"), Cancellation);
        PlistDictionary reply = PropertyList.ParseDictionary(recorded.AsSpan(16));
        PlistDictionary values = PropertyList.ParseDictionary(reply.GetData("PairRecordData")!.Value.Span);
        values["DeviceCertificate"] = ScriptedPhone.Certificates.DeviceCertificate;
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux, PairRecord.Parse(PropertyList.ToBinary(values)));

        using DeviceSession session = await OpenAsync(mux);

        Assert.NotNull(await session.GetValueAsync(null, "DeviceName", Cancellation));
    }

    [Fact]
    public async Task The_device_says_how_its_UDID_is_spelt()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new("000080300008000E0E88802E");
        phone.Values["UniqueDeviceID"] = "00008030-0008000E0E88802E";
        phone.Attach(mux);
        phone.Trust(mux);

        using DeviceSession session = await DeviceSession.OpenAsync(
            mux.Endpoint, "00008030-0008000e0e88802e", cancellation: Cancellation);

        Assert.Equal("00008030-0008000E0E88802E", session.Udid);
    }

    [Fact]
    public async Task A_device_in_the_session_that_is_another_one_is_refused()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Values["UniqueDeviceID"] = "00008030-FFFFFFFFFFFFFFFF";
        phone.Attach(mux);
        phone.Trust(mux);

        Assert.Equal(ErrorKind.ProtocolViolation, (await FailsAsync(() => OpenAsync(mux))).Kind);
    }

    [Fact]
    public async Task The_cable_is_preferred_to_the_network_unless_asked_otherwise()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux, 9, "Network");
        phone.Attach(mux, 4, "USB");
        phone.Trust(mux);

        using DeviceSession preferred = await OpenAsync(mux);
        using DeviceSession network = await OpenAsync(
            mux, new DeviceOptions { ConnectionType = DeviceConnectionType.Network });

        Assert.Equal(4, preferred.Device.Id);
        Assert.Equal(9, network.Device.Id);
    }

    [Fact]
    public async Task A_device_that_is_not_there_or_not_in_that_way_is_not_found()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        EngineException absent = await FailsAsync(() => OpenAsync(mux));
        phone.Attach(mux);
        EngineException wrongWay = await FailsAsync(
            () => OpenAsync(mux, new DeviceOptions { ConnectionType = DeviceConnectionType.Network }));

        Assert.Equal(ErrorKind.DeviceNotFound, absent.Kind);
        Assert.Equal(ErrorKind.DeviceNotFound, wrongWay.Kind);
    }

    [Fact]
    public async Task Without_a_pair_record_pairing_is_required()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        new ScriptedPhone().Attach(mux);

        EngineException refused = await FailsAsync(
            () => OpenAsync(mux, new DeviceOptions { PairRecordFolder = folder.Path }));

        Assert.Equal(ErrorKind.PairingRequired, refused.Kind);
    }

    [Fact]
    public async Task A_record_that_the_device_forgot_needs_a_new_pairing()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        phone.ForgetHosts();

        EngineException refused = await FailsAsync(() => OpenAsync(mux));

        Assert.Equal(ErrorKind.PairingRequired, refused.Kind);
        Assert.Equal("InvalidHostID", refused.DeviceError);
    }

    [Fact]
    public async Task A_locked_device_is_said_to_be_locked()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { IsLocked = true };
        phone.Attach(mux);
        phone.Trust(mux);

        Assert.Equal(ErrorKind.DeviceLocked, (await FailsAsync(() => OpenAsync(mux))).Kind);
    }

    [Fact]
    public async Task A_device_with_another_key_than_at_pairing_is_not_trusted()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { TlsFault = TlsFault.WrongKey };
        phone.Attach(mux);
        phone.Trust(mux);

        EngineException refused = await FailsAsync(() => OpenAsync(mux));

        Assert.Equal(ErrorKind.PairingRequired, refused.Kind);
        Assert.Contains("does not have the key", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_hangs_up_on_the_handshake_twice_needs_a_new_pairing(bool afterwards)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new()
        {
            TlsFault = afterwards ? TlsFault.HangUpAfterHandshake : TlsFault.HangUpBeforeHandshake,
        };
        phone.Attach(mux);
        phone.Trust(mux);

        EngineException refused = await FailsAsync(() => OpenAsync(mux));

        Assert.Equal(ErrorKind.PairingRequired, refused.Kind);
        Assert.Equal(2, phone.Verbs.Count(static verb => verb == "StartSession"));
    }

    [Fact]
    public async Task A_device_that_hangs_up_on_one_handshake_is_asked_again()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { TlsFault = TlsFault.HangUpBeforeHandshake };
        phone.Override = request =>
        {
            // The second session goes well.
            if (phone.Verbs.Count(static verb => verb == "StartSession") == 2)
            {
                phone.TlsFault = TlsFault.None;
            }

            return null;
        };
        phone.Attach(mux);
        phone.Trust(mux);

        using DeviceSession session = await OpenAsync(mux);

        Assert.Equal(phone.Udid, session.Udid);
    }

    [Fact]
    public async Task A_session_without_TLS_is_refused()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Override = static request => request.GetString("Request") == "StartSession"
            ? new PlistDictionary { ["SessionID"] = "1", ["EnableSessionSSL"] = false }
            : null;
        phone.Attach(mux);
        phone.Trust(mux);

        Assert.Equal(ErrorKind.ProtocolViolation, (await FailsAsync(() => OpenAsync(mux))).Kind);
    }

    [Fact]
    public async Task A_connection_that_died_of_idleness_is_replaced()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { RequestsPerSession = 2 };
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);

        for (int i = 0; i < 4; i++)
        {
            Assert.NotNull(await session.GetValueAsync(null, "DeviceName", Cancellation));
        }

        Assert.Equal(4, phone.Handshakes);
    }

    [Theory]
    [InlineData("SessionInactive")]
    [InlineData("InvalidSessionID")]
    public async Task A_session_that_ended_is_begun_again_once(string error)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);
        phone.Override = request => request.GetString("Key") == "DeviceName"
            ? new PlistDictionary { ["Error"] = error }
            : null;

        EngineException lost = await FailsAsync(() => session.GetValueAsync(null, "DeviceName", Cancellation));

        Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
        Assert.Equal(error, lost.DeviceError);
        Assert.Equal(2, phone.Handshakes);
        phone.Override = static _ => null;
        Assert.NotNull(await session.GetValueAsync(null, "DeviceName", Cancellation));
    }

    [Fact]
    public async Task A_device_that_was_plugged_in_anew_is_found_under_its_new_number()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { RequestsPerSession = 1 };
        phone.Attach(mux, 1);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);
        mux.Devices.Clear();
        mux.Ports.Clear();
        phone.RequestsPerSession = int.MaxValue;
        phone.Attach(mux, 2);

        Assert.NotNull(await session.GetValueAsync(null, "DeviceName", Cancellation));
        Assert.Equal(2, session.Device.Id);
    }

    [Fact]
    public async Task A_device_that_was_pulled_is_not_found()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new() { RequestsPerSession = 1 };
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);
        mux.Devices.Clear();

        EngineException gone = await FailsAsync(() => session.GetValueAsync(null, "DeviceName", Cancellation));

        Assert.Equal(ErrorKind.DeviceNotFound, gone.Kind);
    }

    [Fact]
    public async Task A_cancelled_call_does_not_spoil_the_next()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);
        phone.IsSilent = true;
        using CancellationTokenSource cancellation = new();
        Task<PlistNode?> call = session.GetValueAsync(null, "DeviceName", cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        phone.IsSilent = false;
        Assert.NotNull(await session.GetValueAsync(null, "DeviceName", Cancellation));
    }

    [Fact]
    public async Task A_device_that_falls_silent_is_given_up()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        DeviceTimeouts timeouts = new() { Reply = TimeSpan.FromSeconds(10) };
        using DeviceSession session = await OpenAsync(mux, new DeviceOptions { Timeouts = timeouts });
        phone.IsSilent = true;

        EngineException silent = await FailsAsync(() => session.GetValueAsync(null, "DeviceName", Cancellation));

        Assert.Equal(ErrorKind.IdleTimeout, silent.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Services_are_started_and_connected_to(bool withTls)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = PhoneWithEcho(withTls);
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);

        using DeviceStream stream = await session.StartServiceAsync(Echo, withEscrowBag: true, Cancellation);
        await stream.WriteAsync("hello"u8.ToArray(), Cancellation);
        using StreamReader reader = new(stream, Encoding.ASCII);

        Assert.Equal("hello", await reader.ReadToEndAsync(Cancellation));
        PlistDictionary request = phone.Requests.Last();
        Assert.Equal(phone.EscrowBag, request.GetData("EscrowBag")!.Value.ToArray());
    }

    [Fact]
    public async Task The_escrow_bag_is_shown_only_when_asked_for()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = PhoneWithEcho(withTls: true);
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);

        using DeviceStream stream = await session.StartServiceAsync(Echo, cancellation: Cancellation);

        Assert.Null(phone.Requests.Last().GetData("EscrowBag"));
    }

    [Fact]
    public async Task Services_that_the_device_does_not_have_are_unavailable()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);

        EngineException missing = await FailsAsync(
            () => session.StartServiceAsync("com.example.none", cancellation: Cancellation));

        Assert.Equal(ErrorKind.ServiceUnavailable, missing.Kind);
        Assert.Equal("InvalidService", missing.DeviceError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public async Task Services_on_impossible_ports_are_refused(int port)
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);
        phone.Override = _ => new PlistDictionary { ["Port"] = port };

        EngineException refused = await FailsAsync(
            () => session.StartServiceAsync(Echo, cancellation: Cancellation));

        Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
    }

    [Fact]
    public async Task Calls_of_several_tasks_take_turns()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await OpenAsync(mux);
        string[] keys = ["DeviceName", "ProductType", "ProductVersion"];

        PlistNode?[] values = await Task.WhenAll(Enumerable.Range(0, 30).Select(
            i => session.GetValueAsync(null, keys[i % keys.Length], Cancellation)));

        Assert.All(values.Index(), entry => Assert.Equal(phone.Values[keys[entry.Index % keys.Length]], entry.Item));
    }

    private static ScriptedPhone PhoneWithEcho(bool withTls)
    {
        ScriptedPhone phone = new() { ServicesUseTls = withTls };
        phone.Services[Echo] = static async stream =>
        {
            byte[] bytes = new byte[5];
            await stream.ReadExactlyAsync(bytes);
            await stream.WriteAsync(bytes);
        };
        return phone;
    }

    private static Task<DeviceSession> OpenAsync(ScriptedMux mux, DeviceOptions? options = null) =>
        DeviceSession.OpenAsync(mux.Endpoint, ScriptedPhone.DefaultUdid, options, Cancellation);

    private static Task<EngineException> FailsAsync(Func<Task> action) => Assert.ThrowsAsync<EngineException>(action);
}
