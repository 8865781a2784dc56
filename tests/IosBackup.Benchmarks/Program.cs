using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Benchmarks;

IBenchmark[] benchmarks =
[
    new CloneBenchmark(),
    new DurabilityBenchmark(),
    new ExtractBenchmark(),
    new HashBenchmark(),
    new ImportBenchmark(),
    new ListBenchmark(),
    new MessageBenchmark(),
    new ReceiveBenchmark(),
    new UnchangedBenchmark(),
    new UnlockBenchmark(),
    new DeviceRole(),
    new ClientRole(),
];

Dictionary<string, IBenchmark> byName = benchmarks.ToDictionary(static one => one.Name, StringComparer.Ordinal);
if (args.Length == 0 || !byName.TryGetValue(args[0], out IBenchmark? chosen))
{
    Console.Error.WriteLine("usage: IosBackup.Benchmarks <name> [--option value]...");
    foreach (IBenchmark benchmark in benchmarks)
    {
        Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Summary}");
    }

    return 2;
}

chosen.Run(new Options(args.AsSpan(1)), new Report(Console.Out));
return 0;
