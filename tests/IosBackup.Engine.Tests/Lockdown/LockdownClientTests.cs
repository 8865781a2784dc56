using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class LockdownClientTests
{
    private const string Udid = "00008030-001C2D8E0E88802E";

    private static readonly PairRecord s_record = PairRecord.Parse(PropertyList.ToXml(
        new PlistDictionary { ["HostID"] = "HOST", ["SystemBUID"] = "BUID", ["HostPrivateKey"] = new byte[1] }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_type_of_what_answers_is_asked_for()
    {
        (string? type, PlistDictionary request) = await ExchangeAsync(
            new PlistDictionary { ["Type"] = "com.apple.mobile.lockdown" },
            static client => client.QueryTypeAsync(Cancellation));

        Assert.Equal("com.apple.mobile.lockdown", type);
        Assert.Equal(Request("QueryType"), request);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "DeviceName")]
    [InlineData("com.apple.fmip", null)]
    [InlineData("com.apple.fmip", "IsAssociated")]
    public async Task Values_are_asked_for_by_domain_and_key(string? domain, string? key)
    {
        (PlistNode? value, PlistDictionary request) = await ExchangeAsync(
            new PlistDictionary { ["Value"] = 5 }, client => client.GetValueAsync(domain, key, Cancellation));

        Assert.Equal(new PlistInteger(5), value);
        Assert.Equal(domain, request.GetString("Domain"));
        Assert.Equal(key, request.GetString("Key"));
    }

    [Fact]
    public async Task A_missing_value_is_null_whichever_way_the_device_says_so()
    {
        PlistDictionary[] replies = [[], new PlistDictionary { ["Error"] = "MissingValue" }];
        foreach (PlistDictionary reply in replies)
        {
            Assert.Null((await ExchangeAsync(reply, static c => c.GetValueAsync(null, "X", Cancellation))).Result);
        }
    }

    [Fact]
    public async Task Values_are_set_and_removed()
    {
        (_, PlistDictionary set) = await ExchangeAsync(
            [], static client => Done(client.SetValueAsync("domain", "key", true, Cancellation)));
        (_, PlistDictionary removed) = await ExchangeAsync(
            [], static client => Done(client.RemoveValueAsync("domain", "key", Cancellation)));

        Assert.Equal("SetValue", set.GetString("Request"));
        Assert.True(set.GetBoolean("Value"));
        Assert.Equal("RemoveValue", removed.GetString("Request"));
        Assert.Equal("key", removed.GetString("Key"));
    }

    [Fact]
    public async Task Trust_is_validated_and_given_up_without_showing_a_private_key()
    {
        (_, PlistDictionary validate) = await ExchangeAsync(
            [], static client => Done(client.ValidatePairAsync(s_record, Cancellation)));
        (_, PlistDictionary unpair) = await ExchangeAsync(
            new PlistDictionary { ["Request"] = "ValidatePair" },
            static client => Done(client.UnpairAsync(s_record, Cancellation)));

        PlistDictionary shown = new() { ["HostID"] = "HOST", ["SystemBUID"] = "BUID" };
        Assert.Equal("ValidatePair", validate.GetString("Request"));
        Assert.Equal(shown, validate.GetDictionary("PairRecord"));
        Assert.Equal("Unpair", unpair.GetString("Request"));
        Assert.Equal(shown, unpair.GetDictionary("PairRecord"));
        Assert.Equal("2", unpair.GetString("ProtocolVersion"));
    }

    [Fact]
    public async Task A_session_is_stopped_by_its_name()
    {
        using ScriptStream script = new((byte[])
        [
            .. PeerPlists.Frame(new PlistDictionary { ["SessionID"] = "S1", ["EnableSessionSSL"] = true }),
            .. PeerPlists.Frame(new PlistDictionary()),
        ]);
        using LockdownClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        await client.StopSessionAsync(Cancellation);
        Assert.Empty(script.Written);
        await client.StartSessionAsync(s_record, Cancellation);
        int before = script.Written.Length;
        await client.StopSessionAsync(Cancellation);

        PlistDictionary request = PropertyList.ParseDictionary(script.Written.AsSpan(before + 4));
        Assert.Equal("StopSession", request.GetString("Request"));
        Assert.Equal("S1", request.GetString("SessionID"));
    }

    [Fact]
    public async Task Leave_is_taken()
    {
        (_, PlistDictionary request) = await ExchangeAsync([], static client => Done(client.GoodbyeAsync(Cancellation)));

        Assert.Equal(Request("Goodbye"), request);
    }

    [Theory]
    [InlineData("Error", "PasswordProtected", ErrorKind.DeviceLocked)]
    [InlineData("Error", "GetProhibited", ErrorKind.DeviceFailed)]
    [InlineData("Result", "Failure", ErrorKind.DeviceFailed)]
    public async Task Failures_name_the_device(string key, string value, ErrorKind kind)
    {
        EngineException failed = await Assert.ThrowsAsync<EngineException>(() => ExchangeAsync(
            new PlistDictionary { [key] = value }, static client => client.GetValueAsync(null, "X", Cancellation)));

        Assert.Equal(kind, failed.Kind);
        Assert.Equal(Udid, failed.Target);
    }

    [Fact]
    public async Task Answers_without_what_they_are_about_are_refused()
    {
        Func<LockdownClient, Task>[] calls =
        [
            static client => client.QueryTypeAsync(Cancellation),
            static client => client.StartSessionAsync(s_record, Cancellation),
            static client => client.StartServiceAsync("com.apple.afc", null, Cancellation),
        ];
        foreach (Func<LockdownClient, Task> call in calls)
        {
            EngineException refused = await Assert.ThrowsAsync<EngineException>(
                () => ExchangeAsync([], client => Done(call(client))));
            Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
        }
    }

    private static PlistDictionary Request(string verb) => new() { ["Label"] = "IosBackup", ["Request"] = verb };

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private static async Task<(T Result, PlistDictionary Request)> ExchangeAsync<T>(
        PlistDictionary reply, Func<LockdownClient, Task<T>> call)
    {
        using ScriptStream script = new(PeerPlists.Frame(reply), pieceLength: 1);
        using LockdownClient client = new(new DeviceStream(script), DeviceTimeouts.Default, Udid);
        T result = await call(client);
        return (result, PropertyList.ParseDictionary(script.Written.AsSpan(4)));
    }
}
