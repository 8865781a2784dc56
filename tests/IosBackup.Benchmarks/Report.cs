using System;
using System.Globalization;
using System.IO;

namespace IosBackup.Benchmarks;

/// <summary>Writes results, one a line.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>A headline.</summary>
    public void Title(string text) => output.WriteLine($"== {text}");

    /// <summary>A measured time, with what was done in it.</summary>
    public void Time(string what, TimeSpan time, string detail = "") =>
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what,-44} {time.TotalSeconds,9:0.000} s  {detail}"));

    /// <summary>A result that is no time.</summary>
    public void Value(string what, string value) => output.WriteLine($"{what,-44} {value,11}");

    /// <summary>A measured time, with the rate of the bytes that moved in it.</summary>
    public void Rate(string what, TimeSpan time, long bytes, string detail = "") => Time(
        what,
        time,
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6 / time.TotalSeconds,7:0} MB/s  {detail}"));
}
