using System;
using System.Globalization;

namespace IosBackup.Engine.Verification;

/// <summary>
/// One of several equal parts of a backup. The parts are ranges of file ids, which are hashes: a file is in the same
/// part whatever else the backup holds, and all parts together hold every file once.
/// </summary>
public sealed record VerificationSlice
{
    /// <summary>Most parts a backup can be divided into.</summary>
    public const int MostParts = 10_000;

    private const int DigitsOfHash = 8;

    /// <summary>Chooses a part.</summary>
    /// <param name="number">Which one, from 1 on.</param>
    /// <param name="count">How many parts there are, up to <see cref="MostParts"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public VerificationSlice(int number, int count)
    {
        if (count is < 1 or > MostParts || number < 1 || number > count)
        {
            throw new ArgumentOutOfRangeException(nameof(number), $"There is no part {number} of {count}.");
        }

        Number = number;
        Count = count;
    }

    /// <summary>Which part it is, from 1 on.</summary>
    public int Number { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>Reads a text such as "3/30"; null when it is none.</summary>
    public static VerificationSlice? TryParse(string text)
    {
        string[] numbers = text.Split('/');
        return numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= MostParts && number >= 1 && number <= count
                ? new VerificationSlice(number, count)
                : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}/{1}", Number, Count);

    /// <summary>Whether a file is in this part.</summary>
    internal bool Contains(string fileId) => PartOf(HashOf(fileId)) == Number;

    /// <summary>Whether any id that begins with two given digits is in this part.</summary>
    internal bool TouchesShard(int shard) =>
        PartOf((uint)shard << 24) <= Number && PartOf(((uint)shard << 24) | 0xFFFFFF) >= Number;

    private int PartOf(uint hash) => (int)(((ulong)hash * (ulong)Count) >> 32) + 1;

    /// <summary>The first digits of an id. What is no id gets a number too, so it is in one part as well.</summary>
    private static uint HashOf(string fileId)
    {
        uint hash = 0;
        for (int i = 0; i < DigitsOfHash && i < fileId.Length; i++)
        {
            hash = (hash << 4) | (fileId[i] switch
            {
                >= '0' and <= '9' => (uint)(fileId[i] - '0'),
                >= 'a' and <= 'f' => (uint)(fileId[i] - 'a' + 10),
                _ => fileId[i] & 0xFu,
            });
        }

        return hash;
    }
}
