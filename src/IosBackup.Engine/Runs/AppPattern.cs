using System;

namespace IosBackup.Engine.Runs;

/// <summary>Names apps by their ids. How patterns are compared is the caller's business.</summary>
/// <param name="Text">What was given: an id or a pattern.</param>
/// <param name="NamesOne">Whether it is an id, which has to be there.</param>
/// <param name="Fits">Tells whether an id is meant.</param>
public sealed record AppPattern(string Text, bool NamesOne, Predicate<string> Fits);
