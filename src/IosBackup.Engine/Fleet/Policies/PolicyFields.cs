using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>
/// The keys of an object in a policy file, all of them known. What has the wrong type is an error that says what is
/// wanted.
/// </summary>
internal sealed class PolicyFields
{
    private const int MostItems = 1000;

    private static readonly Regex s_secret = new(
        "pass|kennw|secret|credential|token|^pin$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly PolicySource _source;
    private readonly PolicyNode _node;
    private readonly string _prefix;

    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PolicyInvalid"/>: it is no object, or has a key that is not known.
    /// </exception>
    public PolicyFields(PolicySource source, PolicyNode node, string prefix, params string[] known)
    {
        _source = source;
        _node = node;
        _prefix = prefix;
        if (node.Kind != JsonTokenType.StartObject)
        {
            throw source.Error(node.Line, prefix.TrimEnd('.'), "An object { ... } is wanted.");
        }

        foreach ((string key, int line, _) in node.Members)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                throw source.Error(line, prefix + key, s_secret.IsMatch(key)
                    ? "A policy holds no secrets, because everybody can read it: give the password with -Password."
                    : $"There is no such key. Known are: {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>A text that is not empty; null when the key is not there.</summary>
    public string? Text(string key) => Find(key) is PolicyNode node ? TextOf(node, key) : null;

    /// <summary>A whole number within limits; null when the key is not there.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Find(key) is not PolicyNode node)
        {
            return null;
        }

        return node is { Kind: JsonTokenType.Number, Number: { } number } && number >= least && number <= most
            ? number
            : throw _source.Error(node.Line, _prefix + key, FormattableString.Invariant(
                $"A whole number from {least} to {most} is wanted."));
    }

    /// <summary>True or false; false when the key is not there.</summary>
    public bool Switch(string key) => Find(key) is PolicyNode node
        && (node.Kind is JsonTokenType.True or JsonTokenType.False
            ? node.Kind == JsonTokenType.True
            : throw _source.Error(node.Line, _prefix + key, "true or false is wanted."));

    /// <summary>One of some words, whatever its case, as written here; null when the key is not there.</summary>
    public string? Choice(string key, params string[] words) =>
        Find(key) is PolicyNode node ? ChoiceOf(node, key, words) : null;

    /// <summary>A list of some words; empty when the key is not there.</summary>
    public IReadOnlyList<string> Choices(string key, params string[] words) =>
        [.. Items(key).Select(item => ChoiceOf(item, key, words))];

    /// <summary>A list of texts; empty when the key is not there.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => TextOf(item, key))];

    /// <summary>An object; null when the key is not there.</summary>
    public PolicyFields? Object(string key, params string[] known) =>
        Find(key) is PolicyNode node ? new PolicyFields(_source, node, _prefix + key + ".", known) : null;

    /// <summary>An error about a key.</summary>
    public EngineException Error(string key, string message) =>
        _source.Error(Find(key)?.Line ?? _node.Line, _prefix + key, message);

    /// <summary>An error about the object itself.</summary>
    public EngineException Error(string message) => _source.Error(_node.Line, _prefix.TrimEnd('.'), message);

    private PolicyNode? Find(string key) => _node.Members.FirstOrDefault(member => member.Key == key).Value;

    private IReadOnlyList<PolicyNode> Items(string key)
    {
        if (Find(key) is not PolicyNode node)
        {
            return [];
        }

        return node.Kind == JsonTokenType.StartArray && node.Items.Count <= MostItems
            ? node.Items
            : throw _source.Error(node.Line, _prefix + key, FormattableString.Invariant(
                $"A list [ ... ] of at most {MostItems} texts is wanted."));
    }

    private string TextOf(PolicyNode node, string key) => node is { Kind: JsonTokenType.String, Text.Length: > 0 }
        ? node.Text
        : throw _source.Error(node.Line, _prefix + key, "A text that is not empty is wanted.");

    private string ChoiceOf(PolicyNode node, string key, string[] words) =>
        words.FirstOrDefault(word => node.Kind == JsonTokenType.String
            && string.Equals(word, node.Text, StringComparison.OrdinalIgnoreCase))
        ?? throw _source.Error(node.Line, _prefix + key, $"One of these is wanted: {string.Join(", ", words)}.");
}
