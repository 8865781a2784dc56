using System;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.KillHost;

/// <summary>
/// Does what standard input says, a line at a time, and answers each with a line: "good", or the kind of error and its
/// message. Several such processes can be told to begin at the same moment.
/// </summary>
internal sealed class OrderTaker(string endpoint, string udid)
{
    public async Task RunAsync()
    {
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is string order)
        {
            await Console.Out.WriteLineAsync(await AnswerAsync(order));
        }
    }

    private async Task<string> AnswerAsync(string order)
    {
        try
        {
            string[] words = order.Split(' ', 2);
            switch (words)
            {
                case ["backup", string repository]:
                    await PhoneBackup.RunAsync(endpoint, udid, repository);
                    return "good";
                case ["open", string repository]:
                    BackupRepository.Open(FileLayer.Real, repository).OpenDevice(udid).Dispose();
                    return "good";
                default:
                    return "unknown";
            }
        }
        catch (EngineException e)
        {
            return $"{e.Kind} {e.Message.ReplaceLineEndings(" ")}";
        }
    }
}
