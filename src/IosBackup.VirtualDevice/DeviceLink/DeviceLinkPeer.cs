using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.DeviceLink;

/// <summary>
/// The phone's end of a DeviceLink connection: it makes requests, one at a time, and checks how the host answers them.
/// </summary>
internal sealed class DeviceLinkPeer(DeviceLinkChannel channel, PhoneObservations observations)
{
    private const int LargestPoliteBlock = 64 * 1024;

    /// <summary>The raw connection, for uploads.</summary>
    public DeviceLinkChannel Channel => channel;

    /// <summary>The version that both sides speak.</summary>
    public int Version { get; private set; }

    /// <summary>How many more requests are made before the connection is given up; null for any number.</summary>
    public int? RequestsLeft { get; set; }

    /// <summary>Agrees on a version; false when the host refuses.</summary>
    public async Task<bool> ExchangeVersionsAsync(int ownVersion, CancellationToken cancellationToken)
    {
        await channel.SendAsync(
            new PlistArray([DeviceLinkVerb.VersionExchange, ownVersion, 0]), cancellationToken);
        PlistArray? answer = await channel.ReceiveAsync(cancellationToken);
        if (answer?.GetString(0) != DeviceLinkVerb.VersionExchange || answer.GetString(1) != DeviceLinkVerb.VersionsOk)
        {
            return false;
        }

        Version = (int)Math.Min(ownVersion, answer.GetInteger(2) ?? ownVersion);
        await channel.SendAsync(new PlistArray([DeviceLinkVerb.DeviceReady]), cancellationToken);
        return true;
    }

    /// <summary>
    /// The next message of the host that is a request; null when it has disconnected, orderly or not.
    /// </summary>
    public async Task<PlistDictionary?> ReceiveRequestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            PlistArray? message = await channel.ReceiveAsync(cancellationToken);
            switch (message?.GetString(0))
            {
                case null:
                    observations.Violate(ClientRule.DisconnectAtEnd, "The connection was closed without a word.");
                    return null;
                case DeviceLinkVerb.Disconnect:
                    return null;
                case DeviceLinkVerb.ProcessMessage when message.Count > 1 && message[1] is PlistDictionary request:
                    return request;
                case DeviceLinkVerb.Ping:
                    break;
                case string name:
                    observations.Violate(ClientRule.AnswerOnce, $"{name} came although nothing was asked.");
                    break;
            }
        }
    }

    /// <summary>Answers a request of the host.</summary>
    public Task RespondAsync(PlistDictionary response, CancellationToken cancellationToken) =>
        channel.SendAsync(new PlistArray([DeviceLinkVerb.ProcessMessage, response]), cancellationToken);

    /// <summary>Sends a request and waits for the host's answer.</summary>
    /// <exception cref="EndOfStreamException">The host has disconnected.</exception>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>: it was no answer.</exception>
    public async Task<HostAnswer> RequestAsync(CancellationToken cancellationToken, params PlistNode[] request)
    {
        CountRequest();
        await channel.SendAsync(new PlistArray(request), cancellationToken);
        return await ReceiveStatusAsync(request[0].ToString()!, cancellationToken);
    }

    /// <summary>Announces files; they follow on <see cref="Channel"/>, then <see cref="EndUploadAsync"/>.</summary>
    public async Task BeginUploadAsync(double progress, long size, CancellationToken cancellationToken)
    {
        CountRequest();
        byte[] message = PropertyList.ToBinary(
            new PlistArray([DeviceLinkVerb.UploadFiles, DeviceLinkVerb.Empty, progress, size]));
        await channel.WriteLengthAsync((uint)message.Length, cancellationToken);
        await channel.WriteAsync(message, cancellationToken);
    }

    /// <summary>Ends a list of files and waits for the host's answer.</summary>
    public async Task<HostAnswer> EndUploadAsync(CancellationToken cancellationToken)
    {
        await channel.WriteLengthAsync(0, cancellationToken);
        await channel.FlushAsync(cancellationToken);
        return await ReceiveStatusAsync(DeviceLinkVerb.UploadFiles, cancellationToken);
    }

    /// <summary>Asks for files.</summary>
    /// <param name="paths">Their paths, relative to the host's backup root.</param>
    /// <param name="progress">Progress of the whole operation in percent.</param>
    /// <param name="open">Makes what the bytes of a path are written to.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <param name="received">Told of a file that arrived whole, before what it was written to is disposed of.</param>
    /// <returns>The host's answer, which says which files there are none of.</returns>
    public async Task<HostAnswer> DownloadAsync(
        IReadOnlyList<string> paths,
        double progress,
        Func<string, Stream> open,
        CancellationToken cancellationToken,
        Action<string, Stream>? received = null)
    {
        CountRequest();
        await channel.SendAsync(
            new PlistArray([
                DeviceLinkVerb.DownloadFiles,
                new PlistArray(paths.Select(static path => (PlistNode)path)),
                DeviceLinkVerb.Empty,
                progress,
                0,
            ]),
            cancellationToken);
        HashSet<string> outstanding = [.. paths];
        PlistDictionary failures = new();
        while (await channel.ReadNameAsync(cancellationToken) is string name)
        {
            if (!outstanding.Remove(name))
            {
                ClientRule rule = name.StartsWith("bplist", StringComparison.Ordinal)
                    || name.StartsWith("<?xml", StringComparison.Ordinal)
                        ? ClientRule.ZeroTerminator : ClientRule.EchoName;
                throw Violate(rule, $"A file was sent as \"{name}\", which was not asked for.");
            }

            byte code = await ReceiveFileAsync(open, received, name, cancellationToken);
            if (code != BlockCode.Success)
            {
                failures[name] = HostAnswer.MakeFailure((DeviceLinkStatus)(-code));
            }
        }

        HostAnswer answer = await ReceiveStatusAsync(DeviceLinkVerb.DownloadFiles, cancellationToken);
        if (!answer.IsSuccess || (failures.Count == 0 && outstanding.Count == 0))
        {
            return answer;
        }

        foreach (string path in outstanding)
        {
            observations.Violate(ClientRule.AnswerOnce, $"{path} was neither sent nor refused.");
            failures[path] = HostAnswer.MakeFailure(DeviceLinkStatus.Failed);
        }

        return answer with { Code = DeviceLinkStatus.MultipleErrors, Payload = failures };
    }

    private async Task<byte> ReceiveFileAsync(
        Func<string, Stream> open,
        Action<string, Stream>? received,
        string name,
        CancellationToken cancellationToken)
    {
        using Stream target = open(name);
        byte[] buffer = new byte[LargestPoliteBlock];
        byte[] code = new byte[1];
        while (true)
        {
            uint length = await channel.ReadLengthAsync(cancellationToken);
            if (length == 0)
            {
                throw Violate(ClientRule.BlockSize, "A block has no room for its code.");
            }

            await channel.ReadAsync(code, cancellationToken);
            long left = length - 1L;
            if (left > LargestPoliteBlock)
            {
                observations.Violate(ClientRule.BlockSize, $"A block of {name} has {left} bytes.");
            }

            while (left > 0)
            {
                int count = (int)Math.Min(left, buffer.Length);
                await channel.ReadAsync(buffer.AsMemory(0, count), cancellationToken);
                if (code[0] == BlockCode.Data)
                {
                    target.Write(buffer, 0, count);
                }

                left -= count;
            }

            if (code[0] == BlockCode.Success)
            {
                received?.Invoke(name, target);
            }

            if (code[0] != BlockCode.Data)
            {
                return code[0];
            }
        }
    }

    private void CountRequest()
    {
        if (RequestsLeft-- == 0)
        {
            throw new IOException("The phone breaks off before a request.");
        }
    }

    private async Task<HostAnswer> ReceiveStatusAsync(string request, CancellationToken cancellationToken)
    {
        while (true)
        {
            PlistArray message = await channel.ReceiveAsync(cancellationToken)
                ?? throw new EndOfStreamException($"The host is gone and never answered {request}.");
            switch (message.GetString(0))
            {
                case DeviceLinkVerb.StatusResponse:
                    return Read(message, request);
                case DeviceLinkVerb.Ping:
                    break;
                case DeviceLinkVerb.Disconnect:
                    throw new EndOfStreamException($"The host disconnected instead of answering {request}.");
                default:
                    throw Violate(
                        ClientRule.AnswerOnce, $"{message.GetString(0)} came instead of an answer to {request}.");
            }
        }
    }

    private HostAnswer Read(PlistArray message, string request)
    {
        const int Elements = 4;
        if (message.Count != Elements || message[1] is not PlistInteger code || message[2] is not PlistString text)
        {
            observations.Violate(ClientRule.FourElementStatus, $"The answer to {request} is malformed.");
            return new HostAnswer(DeviceLinkStatus.Failed, "Malformed answer", null);
        }

        int low = unchecked((int)code.Low);
        if (!HostAnswer.IsKnown(low))
        {
            observations.Violate(ClientRule.KnownStatusCode, $"{request} was answered with {low}.");
        }

        if (low != 0)
        {
            observations.Note(ObservationKind.HostError, $"{request}: {low} {text.Value}");
        }

        return new HostAnswer((DeviceLinkStatus)low, text.Value, message[3]);
    }

    private EngineException Violate(ClientRule rule, string detail)
    {
        observations.Violate(rule, detail);
        return new EngineException(ErrorKind.ProtocolViolation, detail);
    }
}
