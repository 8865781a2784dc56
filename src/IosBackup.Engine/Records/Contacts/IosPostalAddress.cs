using System.Linq;

namespace IosBackup;

/// <summary>A postal address.</summary>
public sealed record IosPostalAddress
{
    /// <summary>What it is: <c>Home</c>, <c>Work</c>, or the user's own word; null without one.</summary>
    public string? Label { get; init; }

    /// <summary>Street and number, maybe on several lines.</summary>
    public string? Street { get; init; }

    /// <summary>The district.</summary>
    public string? District { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>State, county or province.</summary>
    public string? State { get; init; }

    /// <summary>The postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>The country's name.</summary>
    public string? Country { get; init; }

    /// <summary>The country's code of two letters.</summary>
    public string? CountryCode { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        ", ",
        new[] { Street?.Replace("\n", ", "), District, City, State, PostalCode, Country }
            .Where(static part => !string.IsNullOrEmpty(part)));
}
