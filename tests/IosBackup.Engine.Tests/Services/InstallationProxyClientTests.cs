using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Services;

public sealed class InstallationProxyClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_list_is_read_in_any_pieces()
    {
        byte[] recorded = await File.ReadAllBytesAsync(
            ConformanceData.Conformance("protocol", "installationproxylistmessage.bin"), Cancellation);
        byte[] script = [.. recorded, .. PeerPlists.Frame(Status("Complete"))];

        List<PlistDictionary> applications = await BrowseAsync(new ScriptStream(script, pieceLength: 3));

        Assert.Equal("User", Assert.Single(applications).GetString("ApplicationType"));
    }

    [Fact]
    public async Task Applications_of_several_messages_are_one_list()
    {
        ScriptStream script = Script(
            List("com.example.a", "com.example.b"), Status("BrowsingApplications"), List("com.example.c"), Status("Complete"));

        List<PlistDictionary> applications = await BrowseAsync(script);

        Assert.Equal(
            ["com.example.a", "com.example.b", "com.example.c"],
            applications.Select(static application => application.GetString("CFBundleIdentifier")));
        PlistDictionary request = PropertyList.ParseDictionary(script.Written.AsSpan(4));
        Assert.Equal("Browse", request.GetString("Command"));
        PlistDictionary options = request.GetDictionary("ClientOptions")!;
        Assert.Equal("User", options.GetString("ApplicationType"));
        Assert.Equal(["CFBundleIdentifier"], options.GetArray("ReturnAttributes")!.Strings());
    }

    [Fact]
    public async Task Chosen_applications_are_looked_up()
    {
        PlistDictionary first = new()
        {
            ["LookupResult"] = new PlistDictionary { ["com.example.a"] = new PlistDictionary { ["Path"] = "/a" } },
            ["Status"] = "Browsing",
        };
        using ScriptStream script = Script(first, Status("Complete"));
        using InstallationProxyClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        PlistDictionary found = await client.LookupAsync(
            ["com.example.a", "com.example.none"], ["Path"], Cancellation);

        Assert.Equal("/a", found.GetDictionary("com.example.a")!.GetString("Path"));
        Assert.Single(found);
    }

    [Fact]
    public async Task Errors_are_reported_with_their_name()
    {
        PlistDictionary error = new() { ["Error"] = "APIInternalError", ["ErrorDescription"] = "no luck" };

        EngineException failed = await Assert.ThrowsAsync<EngineException>(
            () => BrowseAsync(Script(List("com.example.a"), error)));

        Assert.Equal(ErrorKind.DeviceFailed, failed.Kind);
        Assert.Equal("APIInternalError", failed.DeviceError);
        Assert.Contains("no luck", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_breaks_off_is_a_lost_device()
    {
        EngineException lost = await Assert.ThrowsAsync<EngineException>(
            () => BrowseAsync(Script(List("com.example.a"))));

        Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
    }

    [Fact]
    public async Task An_answer_without_status_is_refused()
    {
        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => BrowseAsync(Script(new PlistDictionary())));

        Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
    }

    private static PlistDictionary Status(string status) => new() { ["Status"] = status };

    private static PlistDictionary List(params string[] ids)
    {
        PlistDictionary message = Status("BrowsingApplications");
        message["CurrentList"] = new PlistArray(
            ids.Select(static id => new PlistDictionary { ["CFBundleIdentifier"] = id }));
        return message;
    }

    private static ScriptStream Script(params PlistDictionary[] messages) =>
        new((byte[])[.. messages.SelectMany(static message => PeerPlists.Frame(message, binary: true))]);

    private static async Task<List<PlistDictionary>> BrowseAsync(ScriptStream script)
    {
        using InstallationProxyClient client = new(new DeviceStream(script), DeviceTimeouts.Default);
        List<PlistDictionary> applications = await client
            .BrowseAsync("User", ["CFBundleIdentifier"], Cancellation).ToListAsync(Cancellation);
        return applications;
    }
}
