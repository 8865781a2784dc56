using System.Text;

namespace IosBackup.Engine.Records;

/// <summary>Compares phone numbers, which stores write with and without the country and all sorts of marks.</summary>
internal static class PhoneNumbers
{
    /// <summary>Digits at the end that tell numbers apart, the country and the trunk prefix left out.</summary>
    private const int TellingDigits = 9;

    private const int LeastDigits = 3;
    private const int MostDigits = 20;

    /// <summary>
    /// What two ways of writing the same number have in common; null for what is no phone number.
    /// </summary>
    public static string? KeyOf(string text)
    {
        string? digits = DigitsOf(text);
        return digits?.Substring(digits.Length > TellingDigits ? digits.Length - TellingDigits : 0);
    }

    /// <summary>The digits of a phone number; null for what is no phone number.</summary>
    public static string? DigitsOf(string text)
    {
        StringBuilder digits = new(MostDigits);
        foreach (char c in text)
        {
            if (c is >= '0' and <= '9')
            {
                digits.Append(c);
            }
            else if (c is not (' ' or '\u00A0' or '+' or '-' or '(' or ')' or '.' or '/' or '\u2011' or '\u202A'
                or '\u202C'))
            {
                return null;
            }

            if (digits.Length > MostDigits)
            {
                return null;
            }
        }

        return digits.Length >= LeastDigits ? digits.ToString() : null;
    }
}
