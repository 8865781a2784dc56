namespace IosBackup.Pipeline;

/// <summary>How far something is. Counts are in any one unit, bytes or files for example.</summary>
/// <param name="Status">What a person reads: "1,204 of 3,377 files, 4.1 of 11.8 GB".</param>
/// <param name="Done">What is done, when that is known.</param>
/// <param name="Total">What there is to do, when that is known.</param>
/// <param name="Operation">The file or step of the moment.</param>
internal sealed record ProgressState(string Status, long? Done = null, long? Total = null, string? Operation = null)
{
    private const int Unknown = -1;

    /// <summary>0 to 100, or -1 when it cannot be known.</summary>
    public int Percent
    {
        get
        {
            if (Done is not { } done || Total is not { } total || total <= 0)
            {
                return Unknown;
            }

            double percent = 100.0 * done / total;
            return percent < 0 ? 0 : percent > 100 ? 100 : (int)percent;
        }
    }
}
