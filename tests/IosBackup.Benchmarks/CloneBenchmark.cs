using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Benchmarks;

/// <summary>Clones a generation's folder for a new one, beside <c>cp</c> making hard links of the same files.</summary>
internal sealed class CloneBenchmark : IBenchmark
{
    private const int Shards = 256;

    public string Name => "clone";

    public string Summary => "clones a generation [--files 100000] [--bytes 4096 each] [--rounds 3] [--folder F]";

    public void Run(Options options, Report report)
    {
        using ScratchFolder folder = new(options);
        int files = options.Number("files", 100_000);
        string source = Write(folder["source"], files, options.Number("bytes", 4096));
        CloneMethod method = VolumeProbe.Probe(FileLayer.Real, source);
        report.Title($"{files:N0} files, the volume offers {method}");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            GenerationCloner cloner = new(FileLayer.Real, method);
            cloner.Clone(source, folder["clone"], CancellationToken.None);
            report.Time("clone", clock.Elapsed, Rate(cloner.FilesCloned, clock.Elapsed));
            Directory.Delete(folder["clone"], recursive: true);
            if (Peer.Time("cp", "--archive", "--link", source, folder["linked"]) is TimeSpan time)
            {
                report.Time("cp --archive --link", time, Rate(files, time));
                Directory.Delete(folder["linked"], recursive: true);
            }
            else
            {
                report.Value("cp", "not installed");
            }
        }
    }

    private static string Write(string source, int files, int bytes)
    {
        byte[] content = new byte[bytes];
        for (int shard = 0; shard < Shards; shard++)
        {
            Directory.CreateDirectory(Path.Combine(source, Hex(shard, 2)));
        }

        for (int i = 0; i < files; i++)
        {
            BitConverter.TryWriteBytes(content, i);
            File.WriteAllBytes(Path.Combine(source, Hex(i % Shards, 2), Hex(i % Shards, 2) + Hex(i, 38)), content);
        }

        return source;
    }

    private static string Hex(int number, int digits) =>
        number.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Rate(long files, TimeSpan time) => $"{files / time.TotalSeconds:N0} files/s";
}
