using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Engine.Tests.Exports.Report;

/// <summary>
/// A page in Debian's Chromium without a screen, driven through its DevTools protocol. Tests that need it are skipped
/// with a notice where it is missing.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";

    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _complaints = [];
    private readonly Process _process;
    private string? _session;
    private int _lastId;

    private BrowserPage(Process process) => _process = process;

    /// <summary>Errors of scripts, and what the page's policy refused.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens a file and waits until its scripts have run.</summary>
    public static async Task<BrowserPage> OpenAsync(string path, string fragment = "", int width = 1280)
    {
        string? program = Find();
        Assert.SkipWhen(program is null, "Chromium is not here.");
        BrowserPage page = new(new Process());
        try
        {
            await page.StartAsync(program, new Uri(path).AbsoluteUri + fragment, width);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes to another address and waits until its scripts have run.</summary>
    public async Task GoAsync(string address)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address });
        await WaitForAsync(
            $"document.readyState === 'complete' && location.href === {JsonSerializer.Serialize(address)}");
    }

    /// <summary>The value of an expression, as text.</summary>
    public async Task<string> EvaluateAsync(string expression)
    {
        JsonObject result = await SendAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true,
        });
        Assert.False(result.ContainsKey("exceptionDetails"), $"{expression}: {result["exceptionDetails"]}");
        return result["result"]?["value"]?.ToString() ?? "";
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string expression)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (await EvaluateAsync($"Boolean({expression})") != "true")
        {
            Assert.True(clock.Elapsed < s_patience, $"It never came true: {expression}");
            await Task.Delay(50, Stop);
        }
    }

    /// <summary>Presses a key on the keyboard.</summary>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        await SendAsync("Input.dispatchKeyEvent", Key(text is null ? "rawKeyDown" : "keyDown"));
        await SendAsync("Input.dispatchKeyEvent", Key("keyUp"));

        JsonObject Key(string type)
        {
            JsonObject pressed = new()
            {
                ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code,
            };
            if (text is not null)
            {
                pressed["text"] = text;
            }

            return pressed;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        _process.Dispose();
        _profile.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(static folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private async Task StartAsync(string program, string address, int width)
    {
        ProcessStartInfo start = new(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", $"--window-size={width},900", $"--user-data-dir={_profile["profile"]}",
            "about:blank",
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process.StartInfo = start;
        _process.Start();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(s_patience);
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(patience.Token);
        }
        while (line is not null && !line.StartsWith(Announcement, StringComparison.Ordinal));

        Assert.NotNull(line);
        await _socket.ConnectAsync(new Uri(line[Announcement.Length..]), patience.Token);
        JsonObject target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        _session = (string?)(await SendAsync("Target.attachToTarget", new JsonObject
        {
            ["targetId"] = (string?)target["targetId"], ["flatten"] = true,
        }))["sessionId"];
        await SendAsync("Runtime.enable", []);
        await SendAsync("Log.enable", []);
        await SendAsync("Page.enable", []);
        await GoAsync(address);
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters)
    {
        int id = ++_lastId;
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, Stop);
        while (true)
        {
            JsonObject answer = await ReceiveAsync();
            if ((int?)answer["id"] == id)
            {
                Assert.False(answer.ContainsKey("error"), $"{method}: {answer["error"]}");
                return (JsonObject)answer["result"]!;
            }

            Note(answer);
        }
    }

    private void Note(JsonObject happening)
    {
        if ((string?)happening["method"] == "Runtime.exceptionThrown"
            || (string?)happening["params"]?["entry"]?["level"] == "error")
        {
            _complaints.Add(happening["params"]!.ToJsonString());
        }
    }

    private async Task<JsonObject> ReceiveAsync()
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), Stop);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!.AsObject();
    }
}
