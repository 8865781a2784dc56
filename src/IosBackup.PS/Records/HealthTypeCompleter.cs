using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using IosBackup.Engine.Records.Health;

namespace IosBackup.Records;

/// <summary>Completes the names of types of health samples.</summary>
public sealed class HealthTypeCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => HealthTypes.All
        .Select(static type => type.Name)
        .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
        .OrderBy(static name => name, StringComparer.Ordinal)
        .Select(static name => new CompletionResult(name));
}
