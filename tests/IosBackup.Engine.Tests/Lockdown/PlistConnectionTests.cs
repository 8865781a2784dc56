using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class PlistConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lockdownquerytypemessage.bin", "Type", "com.apple.mobile.lockdown")]
    [InlineData("lockdowngetvaluemessage.bin", "Value", "12.3.1")]
    [InlineData("lockdowngettimemessage.bin", "Key", "TimeIntervalSince1970")]
    public async Task Recorded_messages_are_read_byte_by_byte(string file, string key, string value)
    {
        byte[] bytes = await File.ReadAllBytesAsync(ConformanceData.Conformance("protocol", file), Cancellation);
        using PlistConnection connection = Connection(bytes, pieceLength: 1);

        PlistDictionary message = await connection.ReceiveAsync(Cancellation);

        Assert.Equal(value, message.GetString(key));
        Assert.Null(await connection.TryReceiveAsync(Cancellation));
    }

    [Fact]
    public async Task Both_forms_are_read_and_XML_is_written()
    {
        PlistDictionary message = new() { ["Name"] = "Änne 🙂", ["Data"] = new byte[] { 1, 2 } };
        using ScriptStream script = new(
            (byte[])[.. PeerPlists.Frame(message), .. PeerPlists.Frame(message, binary: true)]);
        using PlistConnection connection = new(new DeviceStream(script));

        Assert.Equal(message, await connection.ReceiveAsync(Cancellation));
        Assert.Equal(message, await connection.ReceiveAsync(Cancellation));
        await connection.SendAsync(message, Cancellation);
        Assert.Equal(PeerPlists.Frame(message), script.Written);
    }

    [Fact]
    public async Task Control_characters_in_XML_become_spaces()
    {
        byte[] frame = PeerPlists.Frame(new PlistDictionary { ["DeviceName"] = "My#Phone" });
        frame[Array.IndexOf(frame, (byte)'#')] = 0x0B;
        using PlistConnection connection = Connection(frame);

        Assert.Equal("My Phone", (await connection.ReceiveAsync(Cancellation)).GetString("DeviceName"));
    }

    [Fact]
    public async Task What_is_no_dictionary_is_refused()
    {
        byte[][] bodies = ["hello"u8.ToArray(), PropertyList.ToXml("text"), "<?xml version='1.0'?>"u8.ToArray()];
        foreach (byte[] body in bodies)
        {
            using PlistConnection connection = Connection([0, 0, 0, (byte)body.Length, .. body]);
            EngineException refused = await Assert.ThrowsAsync<EngineException>(
                () => connection.ReceiveAsync(Cancellation));
            Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
        }
    }

    [Fact]
    public async Task A_peer_that_hangs_up_is_a_lost_device()
    {
        using PlistConnection connection = Connection([]);

        EngineException lost = await Assert.ThrowsAsync<EngineException>(() => connection.ReceiveAsync(Cancellation));

        Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_is_given_up()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using PlistConnection connection = new(pair.Ours);

        EngineException silent = await Assert.ThrowsAsync<EngineException>(() => connection.ExchangeAsync(
            new PlistDictionary { ["Request"] = "QueryType" }, TimeSpan.FromMilliseconds(30), "lockdown", Cancellation));

        Assert.Equal(ErrorKind.IdleTimeout, silent.Kind);
    }

    [Fact]
    public void Damaged_messages_give_a_value_or_a_typed_error()
    {
        byte[] frame = PeerPlists.Frame(new PlistDictionary { ["Key"] = "Value", ["List"] = new PlistArray([1, 2]) });
        Gen.Select(Gen.Int[0, frame.Length - 1], Gen.Byte).Array[1, 3].Sample(
            flips =>
            {
                byte[] bytes = (byte[])frame.Clone();
                foreach ((int at, byte value) in flips)
                {
                    bytes[at] = value;
                }

                using PlistConnection connection = Connection(bytes, pieceLength: 7);
                try
                {
                    connection.TryReceiveAsync(CancellationToken.None).GetAwaiter().GetResult();
                }
                catch (EngineException e)
                {
                    Assert.Contains(e.Kind, new[] { ErrorKind.ProtocolViolation, ErrorKind.DeviceDisconnected });
                }
            },
            iter: 2_000);
    }

    private static PlistConnection Connection(byte[] script, int pieceLength = int.MaxValue) =>
        new(new DeviceStream(new ScriptStream(script, pieceLength)));
}
