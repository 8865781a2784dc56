namespace IosBackup.Engine.Records.Health;

/// <summary>A type of health samples.</summary>
/// <param name="Code">The store's number for it.</param>
/// <param name="Name">HealthKit's name for it, without the prefix.</param>
/// <param name="Unit">The unit that values are given in; null for what is no quantity.</param>
/// <param name="Factor">What the store's values are multiplied by: those are in units of their own.</param>
/// <param name="IsSum">Whether values add up over time, as steps do.</param>
public sealed record HealthType(long Code, string Name, string? Unit = null, double Factor = 1, bool IsSum = false);
